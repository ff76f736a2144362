import { ProgressLocation, window } from 'vscode';
import { count, numberText } from '../../core/count';
import type { RunRecord } from '../../core/run/runRecord';

const everyMs = 500;

/** A notification with the run's progress and Cancel, for as long as `work` takes. */
export async function showProgress<T>(
  record: RunRecord,
  title: string,
  stop: () => void,
  work: () => Promise<T>,
): Promise<T> {
  return window.withProgress(
    { location: ProgressLocation.Notification, title, cancellable: true },
    async (progress, token) => {
      token.onCancellationRequested(stop);
      let shown = 0;
      const report = () => {
        const percent = (100 * record.requestsDone) / Math.max(1, record.requestsPlanned);
        progress.report({ increment: percent - shown, message: describeProgress(record) });
        shown = percent;
      };
      report();
      const timer = setInterval(report, everyMs);
      try {
        return await work();
      } finally {
        clearInterval(timer);
      }
    },
  );
}

function describeProgress({ requestsDone, requestsPlanned, waiting, state, totals }: RunRecord): string {
  if (state === 'stopping') return 'stopping after the reply of the request on its way…';
  const done = `${numberText(requestsDone)} of ${count(requestsPlanned, 'request')}`;
  const failed = totals.rejected + totals.unknown;
  const sofar = `${numberText(totals.updated)} updated${failed > 0 ? `, ${numberText(failed)} not` : ''}`;
  return `${done}, ${sofar}${waiting ? ` (waiting: ${waiting.why})` : ''}`;
}
