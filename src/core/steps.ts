import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that pauses often (every few thousand rows at most) so that whoever runs it can let others in. */
export type Steps<T> = Generator<void, T, void>;

/** Runs to the end without a pause. */
export function finish<T>(steps: Steps<T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

/**
 * Runs to the end in slices of about `sliceMs` milliseconds, and lets the event loop turn between them.
 * @throws the signal's reason, when it is aborted between two slices
 */
export async function finishInSlices<T>(steps: Steps<T>, signal?: AbortSignal, sliceMs = 12): Promise<T> {
  let sliceEnds = performance.now() + sliceMs;
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() < sliceEnds) continue;
    await nextTurn();
    signal?.throwIfAborted();
    sliceEnds = performance.now() + sliceMs;
  }
}
