import { regions } from '../../api/region';
import { outcomeCode, outcomeMessage } from '../../core/outcome';
import type { RunRecord } from '../../core/run/runRecord';
import type { RowView, RunHead } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { fileOf } from '../run/runsOfFiles';

/**
 * A run's head as the page shows it.
 * @param current the run that is on
 */
export function runHead(record: RunRecord, current: RunRecord | undefined): RunHead {
  const { description, endedAt, waiting, totals } = record;
  return {
    id: description.runId,
    file: fileLabel(fileOf(record)),
    regionLabel: regions[description.target.region].label,
    accountSid: description.target.accountSid,
    startedAt: description.startedAt,
    ...(endedAt === undefined ? {} : { endedAt }),
    state: record.state,
    totals,
    requests: { sent: record.requestsSent, done: record.requestsDone, planned: record.requestsPlanned },
    ...(waiting ? { waiting } : {}),
    notes: record.notes,
    canRetry: !current && totals.updated < totals.total,
    ...(current && current !== record
      ? { otherRun: { id: current.description.runId, file: fileLabel(fileOf(current)) } }
      : {}),
  };
}

export function runRow(record: RunRecord, row: number): RowView {
  const { line, sid } = record.description.rows[row]!;
  const outcome = record.outcome(row);
  if (!outcome) return [line, sid, null, '', '', record.attempts(row)];
  return [line, sid, outcome.verdict, outcomeCode(outcome), outcomeMessage(outcome), record.attempts(row)];
}
