/** Time and chance, handed in so that tests need not wait. */
export interface Clock {
  /** The time of day, in milliseconds since the epoch: for people and records. Somebody may set it back or forward. */
  now(): number;
  /** Milliseconds since some moment, which cannot be changed: for waits. */
  monotonic(): number;
  /** From 0 (inclusive) to 1. */
  random(): number;
  /** Resolves after `ms`, or as soon as the signal is aborted; it never rejects. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  random: () => Math.random(),
  sleep: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const timer = setTimeout(done, ms);
      signal.addEventListener('abort', done, { once: true });
      function done() {
        clearTimeout(timer);
        signal.removeEventListener('abort', done);
        resolve();
      }
    }),
};
