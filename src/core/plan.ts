import type { CheckedFile } from './check/checkContacts';
import { contactFields, type ContactField } from './contact';
import type { ProblemCode } from './problem';

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
  /** Values that are sent as "" and so cleared. */
  readonly cleared: number;
  /** How many rows stay out, by the code of their first error. */
  readonly leftOut: ReadonlyMap<ProblemCode, number>;
  /** The messages about keys and columns that are not sent. */
  readonly ignoredFields: readonly string[];
}

/**
 * Cuts the sendable rows into requests of at most `batchSize` contacts.
 * @param only the rows to send, where it is not all of them
 */
export function makePlan(
  { file, contacts, invalid, problems }: CheckedFile,
  batchSize: number,
  only?: readonly number[],
): Plan {
  const rows = (only ?? [...file.rows.keys()]).filter((row) => contacts[row]);
  const requests: number[][] = [];
  for (let start = 0; start < rows.length; start += batchSize) requests.push(rows.slice(start, start + batchSize));

  const fields = new Map<ContactField, number>();
  let cleared = 0;
  for (const field of contactFields) {
    if (field === 'sid') continue;
    let changing = 0;
    for (const row of rows) {
      const value = contacts[row]![field];
      if (value === undefined) continue;
      changing++;
      if (value === '') cleared++;
    }
    if (changing > 0) fields.set(field, changing);
  }

  const leftOut = new Map<ProblemCode, number>();
  for (const { code } of invalid.values()) leftOut.set(code, (leftOut.get(code) ?? 0) + 1);
  const ignoredFields = problems.filter(({ code }) => code === 'unknown-field').map(({ message }) => message);
  return { total: file.rows.length, sendable: rows.length, requests, fields, cleared, leftOut, ignoredFields };
}
