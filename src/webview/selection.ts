/** More stretches than this are not saved: then only the current row is. */
const mostSpans = 500;

/** The rows that are selected, counted in the order of the file; one byte for each row. */
export class Selection {
  private readonly flags: Uint8Array;
  private selected = 0;
  /** Where a range starts. */
  anchor: number | null = null;

  constructor(readonly length: number) {
    this.flags = new Uint8Array(length);
  }

  get count(): number {
    return this.selected;
  }

  has(row: number): boolean {
    return this.flags[row] === 1;
  }

  only(row: number): void {
    this.clear();
    this.set(row, true);
    this.anchor = row;
  }

  toggle(row: number): void {
    this.set(row, !this.has(row));
    this.anchor = row;
  }

  /** Selects all rows shown between the anchor and another row, and no others. */
  extendTo(row: number, order: Uint32Array): void {
    const anchor = this.anchor ?? row;
    const [from, to] = [order.indexOf(anchor), order.indexOf(row)];
    this.clear();
    const start = from < 0 ? to : Math.min(from, to);
    for (const chosen of order.subarray(start, Math.max(from, to) + 1)) this.set(chosen, true);
    this.anchor = from < 0 ? row : anchor;
  }

  all(order: Uint32Array): void {
    this.clear();
    for (const row of order) this.set(row, true);
  }

  clear(): void {
    if (this.selected > 0) this.flags.fill(0);
    this.selected = 0;
  }

  /** The selected rows among these, in their order. */
  among(order: Uint32Array): number[] {
    const rows: number[] = [];
    if (this.selected > 0) for (const row of order) if (this.flags[row] === 1) rows.push(row);
    return rows;
  }

  /** First row and length of each stretch, to be saved; none where there are too many. */
  spans(): number[] {
    const spans: number[] = [];
    for (let row = 0; row < this.length; row++) {
      if (this.flags[row] === 0) continue;
      const end = this.flags.indexOf(0, row);
      const last = end < 0 ? this.length : end;
      spans.push(row, last - row);
      if (spans.length > 2 * mostSpans) return [];
      row = last;
    }
    return spans;
  }

  /** Takes up what was saved. Rows that are not there any more are passed over. */
  restore(spans: readonly number[]): void {
    this.clear();
    for (let at = 0; at + 1 < spans.length; at += 2) {
      const end = Math.min(this.length, spans[at]! + spans[at + 1]!);
      for (let row = spans[at]!; row < end; row++) this.set(row, true);
    }
  }

  private set(row: number, isSelected: boolean): void {
    if (row >= this.length || this.has(row) === isSelected) return;
    this.flags[row] = isSelected ? 1 : 0;
    this.selected += isSelected ? 1 : -1;
  }
}
