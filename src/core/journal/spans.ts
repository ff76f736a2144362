/** Row indices as a flat list of half-open spans: [0, 1000, 1005, 1006] is rows 0 to 999 and row 1005. */
export type Spans = readonly number[];

/** @param rows ascending indices */
export function toSpans(rows: readonly number[]): number[] {
  const spans: number[] = [];
  for (const row of rows) {
    if (spans[spans.length - 1] === row) spans[spans.length - 1] = row + 1;
    else spans.push(row, row + 1);
  }
  return spans;
}

/** The rows of the spans that lie below `total`; a damaged record can name others. */
export function fromSpans(spans: Spans, total: number): number[] {
  const rows: number[] = [];
  for (let i = 0; i + 1 < spans.length; i += 2) {
    for (let row = spans[i]!; row < Math.min(spans[i + 1]!, total); row++) rows.push(row);
  }
  return rows;
}
