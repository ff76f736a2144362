import { contactFields } from '../contact';
import type { RowsRead } from '../file/contactFile';
import { emailBit, numberBit, sidBit, type ScannedRow } from '../file/scannedRow';
import { problemSeverities, type Problem, type TextRange } from '../problem';
import { checkEmail } from './checkEmail';
import { checkNumber } from './checkNumber';
import type { Finding } from './finding';

const number = contactFields.indexOf('number');
const email = contactFields.indexOf('email');
const none: readonly Problem[] = [];

/**
 * The rules for a row that has a plain sid (see `hasPlainSid`): what can still be wrong with it is its number, its email address, or
 * that it changes nothing. Texts and places are those of the scan, so that the row need not be read again.
 * @returns undefined where the text is not what the value says, because of an escape or a doubled quote
 */
export function checkPlainRow(file: RowsRead, row: number, scanned: ScannedRow): readonly Problem[] | undefined {
  const { fields } = scanned;
  if (fields === sidBit) return [problem(row, file.rows.range(row), nothingToUpdate)];
  const ofNumber = (fields & numberBit) === 0 ? none : checkField(file, row, scanned, number, checkNumber);
  const ofEmail = (fields & emailBit) === 0 ? none : checkField(file, row, scanned, email, checkEmail);
  if (!ofNumber || !ofEmail) return undefined;
  return ofEmail === none ? ofNumber : [...ofNumber, ...ofEmail];
}

export const nothingToUpdate: Finding = {
  code: 'nothing-to-update',
  message: 'This contact has a sid but no field to change. Add a field, or remove the row.',
};

function checkField(
  { text }: RowsRead,
  row: number,
  { base, codes, starts, ends }: ScannedRow,
  field: number,
  check: (value: string) => Finding | undefined,
): readonly Problem[] | undefined {
  const start = base + starts[field]!;
  const end = base + ends[field]!;
  const value = text.slice(start, end);
  if (value.includes('"') || value.includes('\\')) return undefined;
  const finding = check(value);
  if (!finding) return none;
  const quote = codes[starts[field]! - 1] === 0x22 ? 1 : 0;
  return [problem(row, { start: start - quote, end: end + quote }, finding)];
}

function problem(row: number, { start, end }: TextRange, { code, message, severity }: Finding): Problem {
  return { code, severity: severity ?? problemSeverities[code], message, row, start, end };
}
