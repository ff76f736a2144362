import { plainEmail } from '../check/checkEmail';
import { repairText } from '../check/checkDamage';
import type { CheckedFile } from '../check/checkContacts';
import type { ContactFile, FieldRange } from '../file/contactFile';
import type { Problem } from '../problem';
import { fix, type Fix, type FixContext } from './fix';
import { fixDuplicates } from './fixDuplicates';
import { betterNumbers } from './fixNumber';
import { fixSyntax } from './fixSyntax';
import { fixMissingColumn, fixUnknownField } from './fixUnknownField';
import { memberRange } from './moveToCustom';
import { removeRows } from './removeRows';
import { fieldAt, readText, writeValue } from './writeValue';

/** Every way to mend a problem, the best first. Removing the row comes last, and only for what keeps it from being sent. */
export function findFixes(problem: Problem, context: FixContext): Fix[] {
  const { row, severity } = problem;
  const fixes = fixesOfCode(problem, context);
  if (row === undefined || severity !== 'error') return fixes;
  return [...fixes, removeRow(context.checked, row)];
}

function removeRow({ file }: CheckedFile, row: number): Fix {
  return fix(file.format === 'csv' ? 'Remove this row' : 'Remove this contact', removeRows(file, [row]), false);
}

function fixesOfCode(problem: Problem, context: FixContext): Fix[] {
  const { checked } = context;
  const { file } = checked;
  switch (problem.code) {
    case 'syntax':
      return fixSyntax(file, problem);
    case 'no-contacts':
      return fixMissingColumn(checked);
    case 'unknown-field':
      return fixUnknownField(checked, problem);
    case 'duplicate-sid':
      return fixDuplicates(checked, problem);
    case 'missing-sid':
    case 'nothing-to-update':
      return [];
    case 'duplicate-column':
    case 'wrong-type':
    case 'malformed-sid':
    case 'bad-number':
    case 'bad-email':
    case 'spreadsheet-damage': {
      const field = problem.row === undefined ? undefined : fieldAt(file, problem.row, problem);
      return field ? fixField(problem, field, context) : [];
    }
  }
}

function fixField(problem: Problem, field: FieldRange, { checked, defaultCountryCode }: FixContext): Fix[] {
  const { file } = checked;
  if (problem.code === 'duplicate-column') return removeField(file, problem.row!, field);
  if (problem.code === 'wrong-type') return fixType(file, problem.row!, field);
  const value = readText(file, field);
  if (value === undefined) return [];
  const write = (title: string, better: string | undefined, isPreferred = true) =>
    better === undefined || better === value ? [] : [fix(title, [writeValue(file, field, better)], isPreferred)];

  switch (problem.code) {
    case 'malformed-sid': {
      const bare = repairText(value, true).replace(/[\s"'{}-]+/g, '');
      return write('Remove what does not belong to the sid', /^[0-9a-f]{32}$/i.test(bare) ? bare : undefined);
    }
    case 'bad-number':
      return betterNumbers(value, defaultCountryCode).flatMap(({ title, number, isPreferred }) =>
        write(title, number, isPreferred),
      );
    case 'bad-email':
      return write('Remove what does not belong to the address', plainEmail(value));
    default:
      return write(repairTitle(value), repairText(value, field.field === 'number' || field.field === 'email'));
  }
}

function repairTitle(value: string): string {
  if (/[\u2018-\u201f]/.test(value)) return 'Write straight quotes';
  return value.startsWith("'") ? 'Remove the apostrophe' : 'Remove invisible characters';
}

function removeField(file: ContactFile, row: number, field: FieldRange): Fix[] {
  if (file.format === 'csv') return [];
  const fields = file.fieldRanges(row);
  const same = fields.find(({ nameRange }) => nameRange.start === field.nameRange.start);
  return same ? [fix(`Remove this “${field.name}”`, [{ ...memberRange(fields, same), text: '' }], false)] : [];
}

/** A number goes into quotes digit for digit, unless a spreadsheet's exponent has eaten some. */
function fixType(file: ContactFile, row: number, field: FieldRange): Fix[] {
  const { start, end } = field;
  const written = file.text.slice(start, end);
  if (file.format === 'csv' || field.field === undefined) return [];
  if (written === 'null') return removeField(file, row, field);
  if (field.field === 'custom_field') return [];
  const isNumber = /^-?[\d.]+$/.test(written);
  if (!isNumber && written !== 'true' && written !== 'false') return [];
  return [fix('Put the value in quotes', [{ start, end, text: `"${written}"` }], isNumber)];
}
