import type { TextRange } from '../problem';
import type { JsonBounds } from './jsonBounds';
import { JsonRow } from './jsonRow';
import { skipSpace, type TextSource } from './textSource';

type JsonObject = Record<string, unknown>;

/** Neighbouring objects of a text that are parsed at one stroke: by itself, a call of JSON.parse costs more than a contact. */
export class JsonRun {
  readonly rows: TextRange[] = [];
  /** By row: how many colons stand on its first level. */
  private readonly members: number[] = [];
  private isFaulty = false;

  constructor(private readonly bounds: JsonBounds) {}

  /** Adds the object that the bounds found last. */
  add(start: number, end: number): void {
    this.rows.push({ start, end });
    this.members.push(this.bounds.members);
  }

  /** The rows from `first` on, with their values, up to one that is faulty or names a field twice. */
  parse(first = 0): JsonRow[] {
    const { rows, members } = this;
    const { text } = this.bounds;
    const read: JsonRow[] = [];
    // What is faulty is tried as a whole only once: the rest of it would be tried again after every fault.
    const together = this.isFaulty || rows.length - first === 1 ? undefined : this.parseAll(first, rows.length);
    this.isFaulty ||= together === undefined;
    for (const values of together ?? this.parseSingly(first)) {
      const index = first + read.length;
      if (countKeys(values) !== members[index]) {
        this.isFaulty = true;
        break;
      }
      const { start, end } = rows[index]!;
      read.push(new JsonRow(text, start, end, values));
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

function countKeys(values: JsonObject): number {
  let count = 0;
  // Object.keys would make an array for every contact.
  for (const key in values) if (key !== undefined) count++;
  return count;
}
