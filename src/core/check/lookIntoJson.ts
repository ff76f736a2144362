import { targetOfColumn } from '../contact';
import type { RowsRead } from '../file/contactFile';
import { cellValue, placesInCell } from '../csv/csvScanner';
import { appearsTwice, firstOf } from '../json/jsonContacts';
import { jsonLeaves } from '../json/jsonLeaves';
import { problemSeverities, type Problem, type TextRange } from '../problem';
import { checkCharacters } from './checkDamage';
import { isImprecise } from './imprecise';

/** JSON text that a row is made of, or holds. */
interface JsonPart {
  readonly text: string;
  /** What of it is sent as `custom_field`. */
  readonly custom: TextRange;
  /** Where a part of it is in the file. */
  readonly place: (range: TextRange) => TextRange;
}

/**
 * What the parsed values of a row do not say, found in its text, each at its exact place: keys that one object names twice, and in
 * `custom_field` numbers that a double does not keep and characters that belong to no text. Called for the few rows that may have such.
 */
export function lookIntoJson(file: RowsRead, row: number): Problem[] {
  const problems: Problem[] = [];
  const add = (problem: Pick<Problem, 'code' | 'message' | 'related'>, place: TextRange) =>
    problems.push({ severity: problemSeverities[problem.code], row, ...problem, start: place.start, end: place.end });
  for (const { text, custom, place } of jsonParts(file, row)) {
    for (const { kind, start, end, twinOf } of jsonLeaves(text)) {
      const written = text.slice(start, end);
      const range = { start, end };
      if (twinOf) {
        const related = [firstOf(place(twinOf))];
        add({ code: 'duplicate-column', message: appearsTwice(JSON.parse(written) as string), related }, place(range));
      }
      if (start <= custom.start || end > custom.end) continue;
      if (kind === 'number') {
        if (isImprecise(written)) add({ code: 'imprecise-number', message: imprecise }, place(range));
        continue;
      }
      const finding = checkCharacters(JSON.parse(written) as string);
      if (finding) add(finding, place(range));
    }
  }
  for (const cell of customCells(file, row)) {
    const finding = checkCharacters(cellValue(file.text.slice(cell.start, cell.end), 0, cell.end - cell.start));
    if (finding) add(finding, cell);
  }
  return problems;
}

const imprecise =
  'This number has more digits than most programs keep, or is out of their range. It is sent exactly as written, but programs that read it may round it. Put it in quotes to keep every digit.';

function jsonParts(file: RowsRead, row: number): JsonPart[] {
  if (file.format !== 'csv') {
    const { start, end } = file.rows.range(row);
    const custom = file.valueRange(row, 'custom_field') ?? { start, end: start };
    const shift = (range: TextRange, by: number) => ({ start: range.start + by, end: range.end + by });
    return [
      { text: file.text.slice(start, end), custom: shift(custom, -start), place: (range) => shift(range, start) },
    ];
  }
  return customColumns(file, row, 'field').flatMap((cell) => {
    const written = file.text.slice(cell.start, cell.end);
    const text = cellValue(written, 0, written.length);
    if (typeof file.values(row)?.['custom_field'] !== 'object' || text === '') return [];
    const places = placesInCell(written);
    const place = (offset: number) => cell.start + places(offset);
    return {
      text,
      custom: { start: 0, end: text.length },
      place: ({ start, end }: TextRange) => ({ start: place(start), end: place(end) }),
    };
  });
}

/** The cells that hold one entry of `custom_field` each. */
function customCells(file: RowsRead, row: number): TextRange[] {
  return file.format === 'csv' ? customColumns(file, row, 'customEntry') : [];
}

function customColumns(file: RowsRead, row: number, kind: 'field' | 'customEntry') {
  return file
    .fieldRanges(row)
    .filter(({ name, field }) => field === 'custom_field' && targetOfColumn(name).kind === kind);
}
