import { findBounds } from './jsonBounds';
import type { Bounds } from './jsonBounds';

type JsonObject = Record<string, unknown>;

/** Neighbouring objects of a text that are parsed at one stroke: by itself, a call of JSON.parse costs more than a contact. */
export type Run = readonly Bounds[];

/** Characters of a run: about a millisecond of JSON.parse. */
const runLength = 32_768;

/** Finds the objects that follow each other from `start` on, with or without a comma between them. */
export function findRun(text: string, start: number): Run {
  const run: Bounds[] = [];
  for (let offset = start; text.charCodeAt(offset) === 0x7b && offset - start < runLength;) {
    const bounds = findBounds(text, offset);
    if (!bounds) break;
    run.push(bounds);
    offset = skipSpace(text, bounds.end);
    if (text.charCodeAt(offset) === 0x2c) offset = skipSpace(text, offset + 1);
  }
  return run;
}

/** Parses a run up to the first object that is faulty or names a field twice. */
export function parseRun(text: string, run: Run): JsonObject[] {
  const parsed = parseAll(text, run) ?? parseSingly(text, run);
  const bad = parsed.findIndex((value, index) => Object.keys(value).length !== run[index]!.members);
  return bad === -1 ? parsed : parsed.slice(0, bad);
}

function parseAll(text: string, run: Run): JsonObject[] | undefined {
  try {
    return JSON.parse(`[${run.map(({ start, end }) => text.slice(start, end)).join(',')}]`) as JsonObject[];
  } catch {
    return undefined;
  }
}

function parseSingly(text: string, run: Run): JsonObject[] {
  const parsed: JsonObject[] = [];
  for (const bounds of run) {
    const alone = parseAll(text, [bounds]);
    if (!alone) break;
    parsed.push(alone[0]!);
  }
  return parsed;
}

function skipSpace(text: string, from: number): number {
  for (let offset = from; ; offset++) {
    const code = text.charCodeAt(offset);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return offset;
  }
}
