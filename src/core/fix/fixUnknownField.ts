import type { CheckedFile } from '../check/checkContacts';
import { targetOfColumn, type ContactField } from '../contact';
import type { ContactFile, FieldRange } from '../file/contactFile';
import type { Problem } from '../problem';
import type { Steps } from '../steps';
import { fix, type Fix } from './fix';
import { guessColumn, guessField } from './guessField';
import { moveToCustom } from './moveToCustom';
import type { TextEdit } from './textEdit';
import { csvCell, readText } from './writeValue';

const rowsPerStep = 500;

/** Renames a column or key to the field that was meant, or moves it into `custom_field`. */
export function fixUnknownField(checked: CheckedFile, problem: Problem): Fix[] {
  const { file } = checked;
  const name = readText(file, problem);
  if (name === undefined || name.trim() === '') return [];
  return file.format === 'csv' ? fixColumn(checked, problem, name.trim()) : fixKey(checked, name);
}

/** A header without a sid: the column that has it under another name. */
export function fixMissingColumn({ file }: CheckedFile): Fix[] {
  if (file.columns.some(({ target }) => target.kind === 'field' && target.field === 'sid')) return [];
  const meant = file.columns.filter(({ name }) => guessField(name) === 'sid');
  return meant.map((column) => renameColumn(file, column, 'sid', meant.length === 1));
}

function fixColumn(checked: CheckedFile, problem: Problem, name: string): Fix[] {
  const { file } = checked;
  const isThere = (wanted: string) => {
    const target = JSON.stringify(targetOfColumn(wanted));
    return file.columns.some((column) => JSON.stringify(column.target) === target);
  };
  const guess = guessColumn(name);
  const custom = `custom_field.${name}`;
  return [
    ...(guess && !isThere(guess) ? [renameColumn(file, problem, guess, isOnlyOne(checked, guess))] : []),
    ...(isThere(custom) || name.startsWith('custom_field.') ? [] : [renameColumn(file, problem, custom, false)]),
  ];
}

function renameColumn(
  file: ContactFile,
  { start, end }: { start: number; end: number },
  to: string,
  isPreferred: boolean,
) {
  const text = csvCell(file, to, file.text.slice(start, start + 1) === '"');
  return fix(`Rename the column to “${to}”`, [{ start, end, text }], isPreferred);
}

function fixKey(checked: CheckedFile, key: string): Fix[] {
  const { file } = checked;
  const holders = checked.unknownKeys.get(key) ?? [];
  const guess = guessField(key);
  const free = guess ? holders.filter((row) => !Object.hasOwn(file.rows[row]!.values!, guess)) : [];
  return [
    ...(guess && free.length > 0
      ? [
          inRows(
            `Rename “${key}” to “${guess}”`,
            file,
            free,
            (field) => rename(field, guess),
            isOnlyOne(checked, guess),
            key,
          ),
        ]
      : []),
    ...(holders.length > 0
      ? [
          inRows(
            `Move “${key}” into “custom_field”`,
            file,
            holders,
            (_, row) => moveToCustom(file, row, key),
            false,
            key,
          ),
        ]
      : []),
  ];
}

function rename({ nameRange: { start, end } }: FieldRange, to: ContactField): TextEdit[] {
  return [{ start, end, text: JSON.stringify(to) }];
}

/** Several keys that seem to mean one field are the author's to choose from. */
function isOnlyOne({ file, problems }: CheckedFile, guess: string): boolean {
  const unknown = problems.filter(({ code }) => code === 'unknown-field');
  return unknown.filter((problem) => guessColumn(readText(file, problem) ?? '') === guess).length === 1;
}

/** The same edit wherever the key stands: the problem is told once for the whole file, and so it is mended. */
function inRows(
  title: string,
  file: ContactFile,
  rows: readonly number[],
  edit: (field: FieldRange, row: number) => TextEdit[],
  isPreferred: boolean,
  key: string,
): Fix {
  return {
    title: rows.length > 1 ? `${title} in ${rows.length.toLocaleString('en')} contacts` : title,
    isPreferred,
    *edits(): Steps<TextEdit[]> {
      const edits: TextEdit[] = [];
      for (const [count, row] of rows.entries()) {
        if (count % rowsPerStep === rowsPerStep - 1) yield;
        const field = file.fieldRanges(row).find(({ name }) => name === key);
        if (field) edits.push(...edit(field, row));
      }
      return edits;
    },
  };
}
