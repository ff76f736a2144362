/** In pixels, as in VS Code's lists; base.css says the same. */
export const rowHeight = 22;

/** Rows drawn above and below those in view, so that a quick scroll shows no gap. */
const spare = 12;

export interface RowWindow {
  /** Counted from 0. */
  readonly first: number;
  /** After the last one. */
  readonly end: number;
}

/** Which of `count` rows are drawn. All rows have one height, so that this is the same work for ten rows and for a million. */
export function rowWindow(scrollTop: number, height: number, count: number): RowWindow {
  const first = Math.floor(scrollTop / rowHeight) - spare;
  const end = Math.ceil((scrollTop + height) / rowHeight) + spare;
  return { first: Math.max(0, Math.min(first, count - 1)), end: Math.max(0, Math.min(end, count)) };
}
