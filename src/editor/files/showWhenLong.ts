import { CancellationError, ProgressLocation, window } from 'vscode';

const momentMs = 700;

/**
 * Shows progress with Cancel for work that takes longer than a moment.
 * @param work is given the signal of Cancel
 * @throws CancellationError when the user cancels
 */
export async function showWhenLong<T>(title: string, work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const working = work(stop.signal);
  let isLong = false;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => {
      isLong = true;
      resolve();
    }, momentMs);
    const ended = () => {
      clearTimeout(timer);
      resolve();
    };
    working.then(ended, ended);
  });
  if (!isLong) return working;
  return window.withProgress({ location: ProgressLocation.Notification, title, cancellable: true }, (_, cancelled) => {
    // The work may be waiting for a slow disk or network, and such a read cannot be interrupted.
    const backedOut = new Promise<never>((_, reject) => {
      cancelled.onCancellationRequested(() => {
        const cancellation = new CancellationError();
        stop.abort(cancellation);
        reject(cancellation);
      });
    });
    return Promise.race([working, backedOut]);
  });
}
