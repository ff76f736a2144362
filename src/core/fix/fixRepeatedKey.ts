import type { ContactFile, FieldRange } from '../file/contactFile';
import { cellValue, placesInCell } from '../csv/csvScanner';
import { jsonMembers } from '../json/jsonMembers';
import { nameOf } from '../json/jsonScanner';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';
import type { Fix } from './fix';
import type { FixContext } from './fixContext';
import { memberRange, removeField } from './removeMembers';
import type { TextEdit } from './textEdit';

/** Takes away one of two members of an object that have the same name, at whatever depth. Which value was meant is not known. */
export function fixRepeatedKey(context: FixContext, problem: Problem): Fix[] {
  const { file } = context.checked;
  const named = context.fieldAt(problem.row!, problem);
  // The field is there under two names, `custom` and `custom_field`.
  if (named?.start === problem.start) return removeField(file, problem.row!, named);
  const cell = file.format === 'csv' ? context.fieldAround(problem.row!, problem.start) : undefined;
  if (file.format === 'csv' && !cell) return [];
  const written = file.text.slice(problem.start, problem.end);
  const isQuoted = cell && file.text.slice(cell.start, cell.start + 1) === '"';
  const name = nameOf(isQuoted ? written.replaceAll('""', '"') : written);
  return (['this', 'the first'] as const).map((which) => ({
    title: `Remove ${which} “${name}”`,
    isPreferred: false,
    edits: () => removeMember(file, problem, cell, which),
  }));
}

function* removeMember(
  file: ContactFile,
  { row, start }: Problem,
  cell: FieldRange | undefined,
  which: 'this' | 'the first',
): Steps<readonly TextEdit[]> {
  const { text, offset, place } = cell ? jsonOfCell(file, cell, start) : jsonOfRow(file, file.rows.range(row!), start);
  const members = jsonMembers(text, { start: openingBefore(text, offset), end: text.length });
  const repeated = members?.find(({ nameRange }) => nameRange.start === offset);
  if (!members || !repeated) return [];
  const removed = which === 'this' ? repeated : members.find(({ name }) => name === repeated.name)!;
  const range = memberRange(members, removed);
  return [{ start: place(range.start), end: place(range.end), text: '' }];
}

function jsonOfRow({ text }: ContactFile, row: TextRange, start: number) {
  return {
    text: text.slice(row.start, row.end),
    offset: start - row.start,
    place: (offset: number) => row.start + offset,
  };
}

function jsonOfCell({ text }: ContactFile, cell: TextRange, start: number) {
  const written = text.slice(cell.start, cell.end);
  const isQuoted = written.startsWith('"');
  const places = placesInCell(written);
  const before = written.slice(0, start - cell.start);
  return {
    text: cellValue(written, 0, written.length),
    offset: isQuoted ? before.slice(1).replaceAll('""', '"').length : before.length,
    place: (offset: number) => cell.start + places(offset),
  };
}

/** Where the object begins that an offset of a faultless JSON text is in. */
function openingBefore(text: string, offset: number): number {
  const open: number[] = [];
  let isInText = false;
  for (let place = 0; place < offset; place++) {
    const char = text.charAt(place);
    if (char === '"') isInText = !isInText;
    else if (isInText) place += char === '\\' ? 1 : 0;
    else if (char === '{' || char === '[') open.push(place);
    else if (char === '}' || char === ']') open.pop();
  }
  return open.at(-1)!;
}
