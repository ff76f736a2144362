import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

/** A thread that only watches its own event loop: its stalls are those of the machine. */
export class IdleThread {
  private readonly worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     const delays = require('node:perf_hooks').monitorEventLoopDelay({ resolution: 1 });
     delays.enable();
     parentPort.on('message', () => {
       parentPort.postMessage(delays.max / 1e6);
       delays.reset();
     });`,
    { eval: true },
  );

  /** The longest stall since the last question, in milliseconds. */
  async longestStall(): Promise<number> {
    const answer = once(this.worker, 'message') as Promise<[number]>;
    this.worker.postMessage('');
    return (await answer)[0];
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }
}
