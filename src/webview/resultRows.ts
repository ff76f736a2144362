import { fieldIn, type ColumnKey } from '../core/results/columnKey';
import { rowStateLabels, type RowState } from '../core/results/rowState';
import { hasRow } from '../core/rowBits';
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
  private fieldNames: readonly string[] = [];
  /** One bit for each row that was edited since. */
  private edited: Uint8Array | undefined;
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

  state(row: number): RowState {
    return this.results[this.resultOf[row]!]![0] ?? 'pending';
  }

  /** The text of a cell; empty while it is on its way. */
  text(row: number, column: ColumnKey): string {
    const field = fieldIn(column);
    if (field !== undefined) return this.texts.get(row)?.[3][this.fieldNames.indexOf(field)] ?? '';
    const [line, sid, state, code, message, attempts] = this.view(row);
    switch (column) {
      case 'line':
        return String(line);
      case 'sid':
        return sid;
      case 'verdict':
        return rowStateLabels[state ?? 'pending'];
      case 'code':
        return code;
      case 'message':
        return message;
      default:
        return String(attempts);
    }
  }

  get fields(): readonly string[] {
    return this.fieldNames;
  }

  /** @returns whether they are others than before; then the texts have to be read again */
  takeFields(names: readonly string[]): boolean {
    if (names.length === this.fieldNames.length && names.every((name, index) => name === this.fieldNames[index])) {
      return false;
    }
    this.fieldNames = names;
    this.texts.clear();
    return true;
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

  takeEdited(edited: Uint8Array): void {
    this.edited = edited;
  }

  isEdited(row: number): boolean {
    return this.edited !== undefined && hasRow(this.edited, row);
  }

  hasTexts(row: number): boolean {
    return this.texts.has(row);
  }

  /** The rows whose texts are known, the newest last. */
  get known(): Iterable<number> {
    return this.texts.keys();
  }

  get knowsTexts(): boolean {
    return this.texts.size > 0;
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
