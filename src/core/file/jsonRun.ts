import type { TextRange } from '../problem';
import type { JsonBounds } from './jsonBounds';
import { JsonRow } from './jsonRow';
import { skipSpace, type TextSource } from './textSource';

type JsonObject = Record<string, unknown>;

/** Neighbouring objects of a text that are parsed at one stroke: by itself, a call of JSON.parse costs more than a contact. */
export class JsonRun {
  readonly rows: TextRange[] = [];
  /** By row: how many names it has, at all levels, when none of them appears twice in its object. */
  private readonly names: number[] = [];
  private readonly hasLongNumber: boolean[] = [];
  private isFaulty = false;

  constructor(private readonly bounds: JsonBounds) {}

  /** Adds the object that the bounds found last. */
  add(start: number, end: number): void {
    this.rows.push({ start, end });
    this.names.push(this.bounds.names);
    this.hasLongNumber.push(this.bounds.hasLongNumber);
  }

  /** The rows from `first` on, with their values, up to one that is faulty. */
  parse(first = 0): JsonRow[] {
    const { rows, names, hasLongNumber } = this;
    const { text } = this.bounds;
    const read: JsonRow[] = [];
    // What is faulty is tried as a whole only once: the rest of it would be tried again after every fault.
    const together = this.isFaulty || rows.length - first === 1 ? undefined : this.parseAll(first, rows.length);
    this.isFaulty ||= together === undefined;
    for (const values of together ?? this.parseSingly(first)) {
      const index = first + read.length;
      const { start, end } = rows[index]!;
      const isOdd = hasLongNumber[index]! || countNames(values) !== names[index];
      read.push(new JsonRow(text, start, end, values, isOdd));
    }
    return read;
  }

  private parseAll(from: number, to: number): JsonObject[] | undefined {
    const { rows } = this;
    const { text } = this.bounds;
    if (from === to) return [];
    // With a comma after each, as usual, they need not be put together first.
    if (to - from > 1 && hasComma(text, rows[from]!.end, rows[from + 1]!.start)) {
      const parsed = parseList(text.slice(rows[from]!.start, rows[to - 1]!.end));
      if (parsed) return parsed;
    }
    const written = rows.slice(from, to).map(({ start, end }) => text.slice(start, end));
    return parseList(written.join(','));
  }

  private parseSingly(first: number): JsonObject[] {
    const parsed: JsonObject[] = [];
    for (let row = first; row < this.rows.length; row++) {
      const alone = this.parseAll(row, row + 1);
      if (!alone) break;
      parsed.push(alone[0]!);
    }
    return parsed;
  }
}

/** Characters of a run: about a millisecond of JSON.parse. */
const runLength = 65_536;

/**
 * Finds the objects that follow each other from `start` on, with or without a comma between them.
 * @param reach how far to look, also for the end of the first one
 */
export function findRun(bounds: JsonBounds, start: number, reach: number): JsonRun {
  const { text } = bounds;
  const run = new JsonRun(bounds);
  const last = start + reach;
  for (let offset = start; text.charCodeAt(offset) === 0x7b && offset - start < runLength;) {
    const end = bounds.find(offset, last - offset);
    if (end === -1) break;
    run.add(offset, end);
    offset = skipSpace(text, end);
    if (text.charCodeAt(offset) === 0x2c) offset = skipSpace(text, offset + 1);
  }
  return run;
}

function parseList(items: string): JsonObject[] | undefined {
  try {
    return JSON.parse(`[${items}]`) as JsonObject[];
  } catch {
    return undefined;
  }
}

export function hasComma(text: TextSource, start: number, end: number): boolean {
  for (let offset = start; offset < end; offset++) if (text.charCodeAt(offset) === 0x2c) return true;
  return false;
}

/** How many names all objects in a parsed value have: one that its text gives twice counts once. */
export function countNames(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const item of value) count += countNames(item);
    return count;
  }
  // Object.keys would make an array for every contact.
  for (const name in value) {
    const member = (value as JsonObject)[name];
    count += typeof member === 'object' ? 1 + countNames(member) : 1;
  }
  return count;
}
