import type { CheckedFile } from './check/checkContacts';
import { contactFields, type ContactField } from './contact';
import type { ProblemCode } from './problem';
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
  /** The messages about keys and columns that are not sent. */
  readonly ignoredFields: readonly string[];
}

const changeableFields = contactFields.filter((field) => field !== 'sid');
const rowsPerStep = 1_000;

/**
 * Cuts the sendable rows into requests of at most `batchSize` contacts.
 * @param only the rows to send, where it is not all of them
 */
export function* makePlan(
  { file, isSendable, contactOf, invalid, problems }: CheckedFile,
  batchSize: number,
  only?: readonly number[],
): Steps<Plan> {
  const rows = (only ?? [...file.rows.keys()]).filter(isSendable);
  const requests: number[][] = [];
  for (let start = 0; start < rows.length; start += batchSize) requests.push(rows.slice(start, start + batchSize));

  const changing = new Map<ContactField, number>();
  let cleared = 0;
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const contact = contactOf(row)!;
    for (const field of changeableFields) {
      const value = contact[field];
      if (value === undefined) continue;
      changing.set(field, (changing.get(field) ?? 0) + 1);
      if (value === '') cleared++;
      else if (typeof value === 'object') for (const key in value) if (value[key] === '') cleared++;
    }
  }
  const fields = new Map(
    changeableFields.flatMap((field) => (changing.has(field) ? [[field, changing.get(field)!]] : [])),
  );

  const leftOut = new Map<ProblemCode, number>();
  for (const { code } of invalid.values()) leftOut.set(code, (leftOut.get(code) ?? 0) + 1);
  const ignoredFields = problems.filter(({ code }) => code === 'unknown-field').map(({ message }) => message);
  return { total: file.rows.length, sendable: rows.length, requests, fields, cleared, leftOut, ignoredFields };
}
