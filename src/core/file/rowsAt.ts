import type { TextRange } from '../problem';
import { rowsIn } from './rowsIn';
import type { RowTable } from './rowTable';

/**
 * The rows that are selected in an editor. A cursor selects the row that it touches; where it touches none, as in front of an indented
 * object, that of its line.
 * @param selections a cursor is a range without a character
 * @param lineAround the line of an offset
 */
export function rowsAt(
  rows: RowTable,
  selections: readonly TextRange[],
  lineAround: (offset: number) => TextRange,
): number[] {
  const ranges = selections.map((selection) => {
    if (selection.end > selection.start) return selection;
    const touched = { start: selection.start - 1, end: selection.start + 1 };
    return rowsIn(rows, [touched]).length > 0 ? touched : lineAround(selection.start);
  });
  return rowsIn(rows, ranges);
}
