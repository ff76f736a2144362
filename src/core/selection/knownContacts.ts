import type { CheckedFile } from '../check/checkContacts';
import { contactIn } from '../check/contactSchema';
import { sidKey } from '../contact';
import { hashOf } from '../file/scannedRow';
import type { Problem, ProblemCode } from '../problem';
import { shorten } from '../shorten';
import type { Steps } from '../steps';
import type { RowsToSend } from './selectedRows';

const rowsPerStep = 5_000;

/** Errors that leave a doubt about which contact a row means. All others are about fields, of which nothing is sent. */
const ofSid: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'missing-sid',
  'malformed-sid',
  'duplicate-sid',
  'syntax',
  'duplicate-column',
  'lost-characters',
]);

/** An update sends it, for Exotel to judge. Here it would be a part of the address, or of nothing that can be checked again. */
const isNoSid = (sid: string) =>
  `“${shorten(sid)}” is not a SID: every SID has 32 hexadecimal digits. Correct it, or remove the row.`;

/** The rows that name a contact by its sid, whatever else is wrong with them. */
export function* knownContacts(checked: CheckedFile): Steps<RowsToSend> {
  const { file, sidOf } = checked;
  const invalid = new Map<number, Problem>();
  const problems = checked.problems.flatMap((found): Problem | readonly Problem[] => {
    const { row, code } = found;
    if (row === undefined) return code === 'unknown-field' ? [] : found;
    const sid = sidOf(row);
    if (!ofSid.has(code) && sid !== undefined) return [];
    const isWarned = code === 'malformed-sid' && found.severity !== 'error';
    const problem: Problem = isWarned ? { ...found, severity: 'error', message: isNoSid(sid!) } : found;
    if (problem.severity === 'error' && !invalid.has(row)) invalid.set(row, problem);
    return problem;
  });
  const isSendable = (row: number) =>
    file.whole && row < file.rows.length && sidOf(row) !== undefined && !invalid.has(row);
  let sendable = 0;
  for (const row of file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (isSendable(row)) sendable++;
  }
  return {
    ...checked,
    sendable,
    isSendable,
    contactText: () => undefined,
    addContact: () => undefined,
    contactOf(row) {
      const values = file.values(row);
      return values && contactIn(values);
    },
    keyOf: (row) => sidOf(row) ?? '',
    hashOf: (row) => hashOf(sidKey(sidOf(row) ?? '')),
    invalid,
    unknownKeys: new Map(),
    problems,
  };
}
