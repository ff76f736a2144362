import type { Columns, ResultChanges, RowResult, RowTexts, SentResult } from '../protocol';

/** One row of the table, as far as the page knows it: texts that are on their way are empty. */
export type RowView = readonly [
  line: number,
  sid: string,
  state: RowResult[0],
  code: string,
  message: string,
  attempts: number,
];

/** So many rows keep their texts, which the extension sends for the rows in view. */
const mostTexts = 2000;

/** All rows, as the extension sent them. Rows are numbered from 0. */
export class ResultRows {
  private readonly lines: Uint32Array;
  readonly resultOf: Uint16Array;
  readonly results: SentResult[];
  private readonly texts = new Map<number, RowTexts>();
  /** Whether any row was carried by more than one request, which makes the column worth showing. */
  repeated = false;
  /** Whether there are messages that only the extension holds. */
  cut = false;

  constructor({ lines, resultOf, results }: Columns = nothing) {
    this.lines = lines;
    this.resultOf = resultOf;
    this.results = [];
    this.know(results);
  }

  get length(): number {
    return this.lines.length;
  }

  line(row: number): number {
    return this.lines[row]!;
  }

  view(row: number): RowView {
    const [state, code, message, attempts] = this.results[this.resultOf[row]!]!;
    const texts = this.texts.get(row);
    const sid = texts?.[0] ?? '';
    if (message !== null) return [this.line(row), sid, state, code, message, attempts];
    return [this.line(row), sid, state, texts?.[1] ?? code, texts?.[2] ?? '', attempts];
  }

  takeOver({ results, stretches }: ResultChanges): void {
    this.know(results);
    for (let at = 0; at < stretches.length; at += 3) {
      const [first, count, result] = stretches.subarray(at, at + 3) as unknown as [number, number, number];
      this.resultOf.fill(result, first, first + count);
      if (this.results[result]![2] !== null) continue;
      for (let row = first; row < first + count; row++) this.texts.delete(row);
    }
  }

  hasTexts(row: number): boolean {
    return this.texts.has(row);
  }

  takeTexts(rows: readonly number[], texts: readonly RowTexts[]): void {
    rows.forEach((row, index) => {
      // The oldest come first.
      this.texts.delete(row);
      this.texts.set(row, texts[index]!);
    });
    for (const row of this.texts.keys()) {
      if (this.texts.size <= mostTexts) break;
      this.texts.delete(row);
    }
  }

  private know(results: readonly SentResult[]): void {
    for (const result of results) {
      this.results.push(result);
      this.repeated ||= result[3] > 1;
      this.cut ||= result[2] === null;
    }
  }
}

const nothing: Columns = { lines: new Uint32Array(), resultOf: new Uint16Array(), results: [] };
