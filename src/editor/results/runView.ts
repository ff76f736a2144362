import { regions } from '../../api/region';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunHead } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { fileOf } from '../run/runsOfFiles';
import { RunRows } from './runRows';

/** A run as the page shows it: one row of the table for each row of the file. */
export class RunView {
  readonly rows: RunRows;

  constructor(readonly record: RunRecord) {
    this.rows = new RunRows(record);
  }

  get id(): string {
    return this.record.description.runId;
  }

  get file() {
    return fileOf(this.record);
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
      requests: { sent: record.requests.length, done: record.requestsDone, planned: record.requestsPlanned },
      ...(waiting ? { waiting } : {}),
      notes: record.notes,
      canRetry: !current && totals.updated < totals.total,
    };
  }
}
