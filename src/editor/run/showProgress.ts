import { ProgressLocation } from 'vscode';
import type { RunRecord } from '../../core/run/runRecord';
import type { CurrentRun } from './currentRun';
import { describeProgress } from './describeProgress';
import { window } from '../window';

const everyMs = 500;
const location = ProgressLocation.Notification;

/** A notification with the run's progress and Cancel, for as long as `work` takes. */
export async function showProgress<T>(
  current: CurrentRun,
  record: RunRecord,
  title: string,
  work: () => Promise<T>,
): Promise<T> {
  const result = work();
  const settled = result.then(
    () => undefined,
    () => undefined,
  );
  await window.withProgress({ location, title, cancellable: true }, async (progress, token) => {
    let shown = 0;
    const report = () => {
      const percent = (100 * record.requestsDone) / Math.max(1, record.requestsPlanned);
      progress.report({ increment: percent - shown, message: describeProgress(record) });
      shown = percent;
    };
    report();
    const timer = setInterval(report, everyMs);
    const listener = current.onDidChange(({ rows }) => {
      if (rows.length === 0) report();
    });
    const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
    await Promise.race([settled, cancelled.then(() => current.stop())]);
    clearInterval(timer);
    listener.dispose();
  });
  if (record.state === 'stopping') {
    // VS Code closes the notification whose Cancel was pressed, and the reply on its way may still take a while.
    await window.withProgress({ location, title }, (progress) => {
      progress.report({ message: describeProgress(record) });
      return settled;
    });
  }
  return result;
}
