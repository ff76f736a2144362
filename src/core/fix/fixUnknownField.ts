import type { CheckedFile } from '../check/checkContacts';
import { targetOfColumn, type ContactField } from '../contact';
import type { ContactFile, FieldRange } from '../file/contactFile';
import { numberText } from '../count';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';
import { areLikely } from './areLikely';
import { fix, type Fix } from './fix';
import type { FixContext } from './fixContext';
import { guessColumn, guessField } from './guessField';
import { moveToCustom } from './moveToCustom';
import type { TextEdit } from './textEdit';
import { csvCell, readText } from './writeValue';

const rowsPerStep = 500;

/** Renames a column or key to the field that was meant, or moves it into `custom_field`. */
export function fixUnknownField(context: FixContext, problem: Problem): Fix[] {
  const { file } = context.checked;
  const name = readText(file, problem);
  if (name === undefined || name.trim() === '') return [];
  return file.format === 'csv' ? fixColumn(context, problem, name.trim()) : fixKey(context, name);
}

/** A header without a sid: the column that has it under another name. */
export function fixMissingColumn({ file }: CheckedFile): Fix[] {
  if (file.columns.some(({ target }) => target.kind === 'field' && target.field === 'sid')) return [];
  const meant = file.columns.flatMap((column) => {
    const guess = guessField(column.name);
    return guess?.field === 'sid' ? [{ column, guess }] : [];
  });
  return meant.map(({ column, guess }) => renameColumn(file, column, 'sid', guess.isCertain && meant.length === 1));
}

function fixColumn(context: FixContext, problem: Problem, name: string): Fix[] {
  const { file } = context.checked;
  const guess = guessColumn(name);
  const custom = `custom_field.${name}`;
  const fixes: Fix[] = [];
  if (guess && !context.hasColumn(targetOfColumn(guess.name))) {
    const valueOf = (row: number) => textAt(file, file.valueRange(row, name));
    const isPreferred =
      guess.isCertain &&
      context.guessedTimes(guess.name) === 1 &&
      areLikely(targetOfColumn(guess.name), [...file.rows.keys()], valueOf);
    fixes.push(renameColumn(file, problem, guess.name, isPreferred));
  }
  if (!context.hasColumn(targetOfColumn(custom)) && !name.startsWith('custom_field.')) {
    fixes.push(renameColumn(file, problem, custom, false));
  }
  return fixes;
}

function textAt(file: ContactFile, range: TextRange | undefined) {
  return range && readText(file, range);
}

function renameColumn(file: ContactFile, { start, end }: TextRange, to: string, isPreferred: boolean) {
  const text = csvCell(file, to, file.text.slice(start, start + 1) === '"');
  return fix(`Rename the column to “${to}”`, [{ start, end, text }], isPreferred);
}

function fixKey(context: FixContext, key: string): Fix[] {
  const { file, unknownKeys } = context.checked;
  const holders = unknownKeys.get(key) ?? [];
  if (holders.length === 0) return [];
  const values = (row: number) => file.values(row)!;
  const guess = guessField(key);
  const fixes: Fix[] = [];
  if (guess) {
    const { field } = guess;
    const free = holders.filter((row) => !hasField(values(row), field));
    // A contact that has both says two things by them.
    const isPreferred =
      guess.isCertain &&
      free.length === holders.length &&
      context.guessedTimes(field) === 1 &&
      areLikely({ kind: 'field', field }, free, (row) => values(row)[key]);
    const edit = ({ nameRange: { start, end } }: FieldRange) => [{ start, end, text: JSON.stringify(field) }];
    if (free.length > 0) fixes.push(inRows(`Rename “${key}” to “${field}”`, file, free, edit, isPreferred, key));
  }
  const move = (_: FieldRange, row: number) => moveToCustom(file, row, key);
  return [...fixes, inRows(`Move “${key}” into “custom_field”`, file, holders, move, false, key)];
}

function hasField(values: object, field: ContactField): boolean {
  return Object.hasOwn(values, field) || (field === 'custom_field' && Object.hasOwn(values, 'custom'));
}

/** The same edit wherever the key is: the file has one problem for all of them, and so it has one fix. */
function inRows(
  title: string,
  file: ContactFile,
  rows: readonly number[],
  edit: (field: FieldRange, row: number) => TextEdit[],
  isPreferred: boolean,
  key: string,
): Fix {
  return {
    title: rows.length > 1 ? `${title} in ${numberText(rows.length)} contacts` : title,
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
