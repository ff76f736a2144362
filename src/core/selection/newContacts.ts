import type { CheckedFile } from '../check/checkContacts';
import { contactIn } from '../check/contactSchema';
import type { KnownContact } from '../contact';
import { withoutMember } from '../json/jsonContactText';
import type { Problem } from '../problem';
import { NumberIndex } from '../run/numberIndex';
import { numberKey } from '../run/numberKey';
import type { Steps } from '../steps';
import type { RowsToSend } from './selectedRows';

const rowsPerStep = 500;

const hasSid = 'This row has a SID already, and only new contacts are created.';
const hasNoNumber = 'A new contact needs a number, and this row has none.';
const isRepeated = 'Another row has this number, perhaps in another spelling, and a contact is created once.';

/** Rules that are about updates. */
const ofUpdates: ReadonlySet<string> = new Set(['missing-sid', 'nothing-to-update']);

/** The rows that can become new contacts: those without a sid and with a number that no row before them and no row with a sid has. */
export function* newContacts(checked: CheckedFile): Steps<RowsToSend> {
  const { file, sidOf } = checked;
  const problems: Problem[] = [];
  const invalid = new Map<number, Problem>();
  for (const problem of checked.problems) {
    const { row, code, severity } = problem;
    if (row !== undefined && (ofUpdates.has(code) || sidOf(row) !== undefined)) continue;
    problems.push(problem);
    if (row !== undefined && severity === 'error' && !invalid.has(row)) invalid.set(row, problem);
  }

  const contactOf = (row: number): KnownContact | undefined => {
    const values = file.values(row);
    return values && contactIn(values);
  };
  const numberOf = (row: number) => {
    const number = file.values(row)?.['number'];
    return typeof number === 'string' ? number : '';
  };
  /** By row: why it is passed over. */
  const reasons = new Map<number, string>();
  const numbers = new NumberIndex();
  for (const row of file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (sidOf(row) === undefined) continue;
    reasons.set(row, hasSid);
    numbers.add(numberOf(row), row);
  }
  let sendable = 0;
  for (const row of file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (reasons.has(row) || invalid.has(row) || file.rows.isFaulty(row)) continue;
    const number = numberOf(row);
    if (numberKey(number) === '') reasons.set(row, hasNoNumber);
    else if (numbers.find(number) !== undefined) reasons.set(row, isRepeated);
    else {
      numbers.add(number, row);
      sendable++;
    }
  }
  const isSendable = (row: number) =>
    file.whole && row < file.rows.length && !file.rows.isFaulty(row) && !invalid.has(row) && !reasons.has(row);
  const contactText = (row: number) => (isSendable(row) ? withoutMember(file.contactText(row), 'sid') : undefined);
  return {
    ...checked,
    sendable: file.whole ? sendable : 0,
    isSendable,
    contactText,
    addContact: (row, to) => to.addText(contactText(row) ?? ''),
    contactOf,
    keyOf: numberOf,
    numberOf,
    invalid,
    problems,
    passedOver: (row) => reasons.get(row),
  };
}
