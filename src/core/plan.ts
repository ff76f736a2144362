import { contactFields, type ContactField } from './contact';
import type { Problem, ProblemCode } from './problem';
import type { SelectedRows } from './selection/selectedRows';
import type { Steps } from './steps';

/** What a run would do, before anything leaves the machine. */
export interface Plan {
  /** Rows of the file. */
  readonly total: number;
  /** Rows that will be sent. */
  readonly sendable: number;
  /** One entry a request: the indices of its rows, in the order of the file. */
  readonly requests: readonly (readonly number[])[];
  /** The fields that change, `sid` left out, in the order of the reference, and in how many contacts each does. */
  readonly fields: ReadonlyMap<ContactField, number>;
  /** Values that are sent as "" and so cleared, the entries of `custom_field` among them. */
  readonly cleared: number;
  /** How many rows stay out, by the code of their first error. */
  readonly leftOut: ReadonlyMap<ProblemCode, number>;
  /** How many rows stay out with which nothing is wrong: the run is not for them. */
  readonly passedOver: number;
  /** How many of the rows that are sent have a warning. */
  readonly warned: number;
  /** Names of the keys and columns that Exotel does not document: they are left out of the requests. */
  readonly ignoredFields: readonly string[];
}

const rowsPerStep = 10_000;
const problemsPerStep = 10_000;

/**
 * Cuts the sendable rows into requests of at most `batchSize` contacts.
 * @param only the rows to send, where it is not all of them
 */
export function* makePlan(
  { file, isSendable, invalid, problems, unknownKeys, passedOver }: SelectedRows,
  batchSize: number,
  only?: readonly number[],
): Steps<Plan> {
  const rows: number[] = [];
  let asked = 0;
  for (const row of only ?? file.rows.keys()) {
    if (++asked % rowsPerStep === 0) yield;
    if (isSendable(row)) rows.push(row);
  }
  const requests: number[][] = [];
  for (let start = 0; start < rows.length; start += batchSize) requests.push(rows.slice(start, start + batchSize));

  const counts = contactFields.map(() => 0);
  let cleared = 0;
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const mask = file.rows.fields(row);
    for (let field = 0; field < counts.length; field++) if (mask & (1 << field)) counts[field]!++;
    cleared += file.rows.cleared(row);
  }
  const fields = new Map(
    contactFields.flatMap((field, index) => (field !== 'sid' && counts[index]! > 0 ? [[field, counts[index]!]] : [])),
  );

  const leftOut = new Map<ProblemCode, number>();
  for (const { code } of invalid.values()) leftOut.set(code, (leftOut.get(code) ?? 0) + 1);
  let passedOverRows = 0;
  if (passedOver) for (const row of file.rows.keys()) if (passedOver(row) !== undefined) passedOverRows++;
  const warned = yield* countWarned(problems, rows, file.rows.length);
  const unknownColumns = file.columns.filter(({ target, name }) => target.kind === 'unknown' && name !== '');
  const ignoredFields = [...unknownColumns.map(({ name }) => name), ...unknownKeys.keys()];
  return {
    ...{ total: file.rows.length, sendable: rows.length, requests, fields, cleared },
    ...{ leftOut, passedOver: passedOverRows, warned, ignoredFields },
  };
}

function* countWarned(problems: readonly Problem[], rows: readonly number[], total: number): Steps<number> {
  const counts = new Uint8Array(total);
  for (const row of rows) counts[row] = 1;
  let warned = 0;
  for (const [index, { row, severity }] of problems.entries()) {
    if (index % problemsPerStep === problemsPerStep - 1) yield;
    if (row === undefined || severity !== 'warning' || counts[row] !== 1) continue;
    counts[row] = 0;
    warned++;
  }
  return warned;
}
