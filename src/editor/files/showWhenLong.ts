import { CancellationError, ProgressLocation } from 'vscode';
import { window } from '../window';

const momentMs = 700;

/** How far work has come. */
export interface WorkProgress {
  readonly message: string;
  /** From 0 to 1. */
  readonly fraction: number;
}

/**
 * Shows progress with Cancel for work that takes longer than a moment.
 * @param work is given the signal of Cancel, and what shows how far it has come
 * @throws CancellationError when the user cancels
 */
export async function showWhenLong<T>(
  title: string,
  work: (stop: AbortSignal, report: (progress: WorkProgress) => void) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let show: ((progress: WorkProgress) => void) | undefined;
  let last: WorkProgress | undefined;
  const working = work(stop.signal, (progress) => {
    last = progress;
    show?.(progress);
  });
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
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    (progress, cancelled) => {
      let shown = 0;
      show = ({ message, fraction }) => {
        progress.report({ message, increment: 100 * (fraction - shown) });
        shown = fraction;
      };
      if (last) show(last);
      // The work may be waiting for a slow disk or network, and such a read cannot be interrupted.
      const backedOut = new Promise<never>((_, reject) => {
        cancelled.onCancellationRequested(() => {
          const cancellation = new CancellationError();
          stop.abort(cancellation);
          reject(cancellation);
        });
      });
      return Promise.race([working, backedOut]);
    },
  );
}
