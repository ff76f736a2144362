import { outcomeCode, outcomeMessage, type EarlierRun, type Verdict } from '../outcome';
import type { RunRecord } from '../run/runRecord';

/** What an export says of one row of a run. */
export interface ExportedRow {
  /** From 1, in the file as it was read. */
  readonly line: number;
  readonly sid: string;
  readonly verdict: Verdict | 'pending';
  readonly code: string;
  readonly message: string;
  /** The run that came to the verdict, where a later one kept it. */
  readonly keptFrom?: EarlierRun;
  /** The contact's values, in the order of the report's `fields`. */
  readonly values: readonly string[];
}

const noValues: readonly string[] = [];

/** @param valuesOf the contact's values */
export function exportedRow(
  record: RunRecord,
  row: number,
  valuesOf: (row: number) => readonly string[] = () => noValues,
): ExportedRow {
  const { rows } = record.description;
  const [line, sid] = [rows.line(row), rows.sid(row)];
  const outcome = record.outcome(row);
  const values = valuesOf(row);
  if (!outcome) return { line, sid, verdict: 'pending', code: '', message: '', values };
  const { verdict, keptFrom } = outcome;
  return {
    ...{ line, sid, verdict, code: outcomeCode(outcome), message: outcomeMessage(outcome), values },
    ...(keptFrom && { keptFrom }),
  };
}
