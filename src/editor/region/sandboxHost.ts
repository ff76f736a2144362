import type { Disposable } from 'vscode';
import type { Sandbox } from '../../sandbox/startSandbox';

/** The one sandbox of this window: started on first use, stopped with the extension. */
export class SandboxHost implements Disposable {
  private sandbox: Promise<Sandbox> | undefined;

  start(): Promise<Sandbox> {
    this.sandbox ??= this.load().catch((error: unknown) => {
      this.sandbox = undefined;
      throw error;
    });
    return this.sandbox;
  }

  dispose(): void {
    // The editor does not wait for this; the sandbox ends with its host at the latest.
    void this.sandbox?.then((sandbox) => sandbox.stop()).catch(() => undefined);
    this.sandbox = undefined;
  }

  private async load(): Promise<Sandbox> {
    const { startSandbox } = await import('../../sandbox/startSandbox.js');
    return startSandbox();
  }
}
