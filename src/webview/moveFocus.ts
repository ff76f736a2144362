/** A place in the table. `row` counts what is shown, -1 is the header; `column` -1 is the row as a whole. */
export interface Place {
  readonly row: number;
  readonly column: number;
}

export interface TableSize {
  readonly rows: number;
  readonly columns: number;
  /** Rows in view, the step of Page Up and Page Down. */
  readonly page: number;
}

/** Where a key leads from a place; undefined for a key that leads nowhere. `far`: Control or Command is held. */
export function moveFocus(
  from: Place,
  key: string,
  far: boolean,
  { rows, columns, page }: TableSize,
): Place | undefined {
  const inHeader = from.row < 0;
  const to = (row: number, column = from.column): Place => {
    const target = Math.max(-1, Math.min(row, rows - 1));
    return { row: target, column: Math.max(target < 0 ? 0 : -1, Math.min(column, columns - 1)) };
  };
  switch (key) {
    case 'ArrowDown':
      return inHeader && rows > 0 ? to(0, -1) : to(from.row + 1);
    case 'ArrowUp':
      return to(from.row - 1);
    case 'ArrowRight':
      return to(from.row, from.column + 1);
    case 'ArrowLeft':
      return to(from.row, from.column - 1);
    case 'PageDown':
      return inHeader && rows > 0 ? to(0, -1) : to(from.row + page);
    case 'PageUp':
      return inHeader ? to(-1) : to(Math.max(0, from.row - page));
    case 'Home':
      return far || (!inHeader && from.column < 0) ? to(Math.min(0, rows - 1)) : to(from.row, 0);
    case 'End':
      return far || (!inHeader && from.column < 0) ? to(rows - 1) : to(from.row, columns - 1);
    default:
      return undefined;
  }
}
