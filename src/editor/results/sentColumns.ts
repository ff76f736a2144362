import type { EarlierRun } from '../../core/outcome';
import type { ContactTexts } from '../../core/results/contactTexts';
import type { Advice } from '../../core/results/adviceOn';
import type { Steps } from '../../core/steps';
import type { Columns, ResultChanges, RowResult, SentResult } from '../../protocol';

/** The table's rows, numbered from 0. */
export interface TableRows {
  readonly count: number;
  /** Counted from 1. */
  line(row: number): number;
  /** Empty where the row has none. */
  sid(row: number): string;
  result(row: number): RowResult;
  /** What the file says that the rows are about; undefined while its text is not at hand. */
  readonly texts: ContactTexts | undefined;
  /** The row's number in that file; undefined where it is about none. */
  fileRow(row: number): number | undefined;
  advice(row: number): Advice;
  /** The run that came to the row's verdict, where a later one kept it. */
  keptFrom(row: number): EarlierRun | undefined;
}

/** Of the texts of all results, so many characters are sent. */
const mostText = 500_000;
/** So many results are sent with their code; hostile replies alone hold more. An index has 16 bits. */
const mostResults = 20_000;
const rowsPerStep = 5_000;

/**
 * What the page has of the rows, and what it lacks. Each different result is sent once and then named by its index; where too many
 * differ, as messages do that quote a value, the rest go without their messages.
 */
export class SentColumns {
  private readonly resultOf: Uint16Array;
  private readonly touched: Uint8Array;
  private isTouched = false;
  private readonly results: SentResult[] = [];
  private readonly indexes = new Map<string, number>();
  private textSoFar = 0;
  /** How many of the results the page has. */
  private sentResults = 0;
  private last: RowResult | undefined;
  private lastIndex = 0;

  constructor(private readonly rows: TableRows) {
    this.resultOf = new Uint16Array(rows.count);
    this.touched = new Uint8Array(rows.count);
  }

  /** All of it, to be sent first. What is touched meanwhile is among the next changes. */
  *columns(): Steps<Columns> {
    const lines = new Uint32Array(this.rows.count);
    for (let row = 0; row < lines.length; row++) {
      if (row % rowsPerStep === rowsPerStep - 1) yield;
      lines[row] = this.rows.line(row);
      this.resultOf[row] = this.indexOf(this.rows.result(row));
    }
    this.sentResults = this.results.length;
    return { lines, resultOf: this.resultOf.slice(), results: this.results.slice() };
  }

  /** Says that the results of these rows may have changed. */
  touch(rows: readonly number[]): void {
    for (const row of rows) this.touched[row] = 1;
    this.isTouched ||= rows.length > 0;
  }

  /** What changed since the last call; undefined where nothing did. */
  takeChanges(): ResultChanges | undefined {
    if (!this.isTouched) return undefined;
    this.isTouched = false;
    const stretches: number[] = [];
    for (let row = 0; row < this.touched.length; row++) {
      if (this.touched[row] === 0) continue;
      this.touched[row] = 0;
      const result = this.indexOf(this.rows.result(row));
      // A message that is not sent may have changed although the index did not.
      if (result === this.resultOf[row] && !this.isCut(row)) continue;
      this.resultOf[row] = result;
      const end = stretches.length;
      const isNext = stretches[end - 1] === result && stretches[end - 3]! + stretches[end - 2]! === row;
      if (isNext) stretches[end - 2]!++;
      else stretches.push(row, 1, result);
    }
    const results = this.results.slice(this.sentResults);
    this.sentResults = this.results.length;
    return stretches.length > 0 ? { results, stretches: Uint32Array.from(stretches) } : undefined;
  }

  /** Whether the page lacks the row's message. */
  isCut(row: number): boolean {
    return this.results[this.resultOf[row]!]![2] === null;
  }

  private indexOf(result: RowResult): number {
    // Neighbours are mostly alike.
    if (this.last && areEqual(result, this.last)) return this.lastIndex;
    this.last = result;
    return (this.lastIndex = this.indexes.get(keyOf(result)) ?? this.add(result));
  }

  private add(result: RowResult): number {
    const sent = this.cut(result);
    const key = keyOf(sent);
    const known = sent === result ? undefined : this.indexes.get(key);
    if (known !== undefined) return known;
    this.indexes.set(key, this.results.length);
    return this.results.push(sent) - 1;
  }

  private cut(result: RowResult): SentResult {
    const [state, code, message, attempts] = result;
    const length = code.length + message.length;
    if (length === 0) return result;
    const isFull = this.results.length >= mostResults;
    if (isFull || this.textSoFar + length > mostText) return [state, isFull ? '' : code, null, attempts];
    this.textSoFar += length;
    return result;
  }
}

function areEqual(a: RowResult, b: RowResult): boolean {
  return a[0] === b[0] && a[3] === b[3] && a[1] === b[1] && a[2] === b[2];
}

function keyOf([state, code, message, attempts]: SentResult): string {
  return message === null ? `${state} ${attempts} ${code}` : `${state} ${attempts} ${code}\n${message}`;
}
