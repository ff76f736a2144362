import type { ContactTexts } from '../../core/results/contactTexts';
import { outcomeCode, outcomeMessage } from '../../core/outcome';
import { adviceOn } from '../../core/results/adviceOn';
import type { RunRecord } from '../../core/run/runRecord';
import type { RowResult } from '../../protocol';
import type { TableRows } from './sentColumns';

/** The rows of a run as rows of the table. */
export class RunRows implements TableRows {
  texts: ContactTexts | undefined;

  constructor(private readonly record: RunRecord) {}

  get count(): number {
    return this.record.description.rows.length;
  }

  line(row: number): number {
    return this.record.description.rows.line(row);
  }

  sid(row: number): string {
    return this.record.description.rows.sid(row);
  }

  result(row: number): RowResult {
    const outcome = this.record.outcome(row);
    const attempts = this.record.attempts(row);
    if (!outcome) return [null, '', '', attempts];
    return [outcome.verdict, outcomeCode(outcome), outcomeMessage(outcome), attempts];
  }

  fileRow(row: number): number {
    return row;
  }

  advice(row: number) {
    return adviceOn(this.record.outcome(row), this.record.description.operation.kind);
  }

  keptFrom(row: number) {
    return this.record.outcome(row)?.keptFrom;
  }
}
