/**
 * The first row for which something holds that holds for all rows after it; the number of rows when there is none.
 * @param length the number of rows
 */
export function firstRow(length: number, holds: (row: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
