import { regions } from '../../api/region';
import { outcomeCode, outcomeMessage } from '../../core/outcome';
import type { RunRecord } from '../../core/run/runRecord';
import type { RowView, RunHead } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { fileOf } from '../run/runsOfFiles';

/** A run as the page shows it: one row of the table for each row of the file. */
export class RunView {
  constructor(readonly record: RunRecord) {}

  get id(): string {
    return this.record.description.runId;
  }

  get file() {
    return fileOf(this.record);
  }

  get rowCount(): number {
    return this.record.description.rows.length;
  }

  /** @param current the run that is on */
  head(current: RunRecord | undefined): Omit<RunHead, 'otherRun'> {
    const { record } = this;
    const { description, endedAt, waiting, totals } = record;
    return {
      kind: 'run',
      id: this.id,
      file: fileLabel(this.file),
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
    };
  }

  row(row: number): RowView {
    const { record } = this;
    const { line, sid } = record.description.rows[row]!;
    const outcome = record.outcome(row);
    if (!outcome) return [line, sid, null, '', '', record.attempts(row)];
    return [line, sid, outcome.verdict, outcomeCode(outcome), outcomeMessage(outcome), record.attempts(row)];
  }
}
