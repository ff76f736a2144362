import type { TextRange } from '../problem';
import { nameOf } from './jsonScanner';
import { skipSpace } from '../text/textSource';

/** A name, text or number of a JSON text, as it is written: strings with their quotes. */
export interface JsonLeaf extends TextRange {
  readonly kind: 'name' | 'text' | 'number';
  /** Of a name: the first one in the same object that says the same, where it is not this one. */
  readonly twinOf?: TextRange | undefined;
}

/** All names, texts and numbers of a faultless JSON text, at any depth, in one pass and in the order of the text. */
export function* jsonLeaves(text: string): Generator<JsonLeaf> {
  /** The names seen in each open object; undefined for an open array. */
  const open: (Map<string, TextRange> | undefined)[] = [];
  for (let offset = 0; offset < text.length;) {
    const start = offset++;
    const code = text.charCodeAt(start);
    if (code === 0x7b) open.push(new Map());
    else if (code === 0x5b) open.push(undefined);
    else if (code === 0x7d || code === 0x5d) open.pop();
    else if (code === 0x22) {
      offset = endOfString(text, offset);
      const range = { start, end: offset };
      if (text.charCodeAt(skipSpace(text, offset)) !== 0x3a) yield { kind: 'text', ...range };
      else yield { kind: 'name', ...range, twinOf: twinOf(text.slice(start, offset), range, open.at(-1)!) };
    } else if (code === 0x2d || (code >= 0x30 && code <= 0x39)) {
      while (isOfNumber(text.charCodeAt(offset))) offset++;
      yield { kind: 'number', start, end: offset };
    }
  }
}

function twinOf(written: string, range: TextRange, seen: Map<string, TextRange>): TextRange | undefined {
  const name = nameOf(written)!;
  const first = seen.get(name);
  if (!first) seen.set(name, range);
  return first;
}

/** Behind the closing quote of the string whose first character is at `offset`. */
function endOfString(text: string, offset: number): number {
  for (let end = offset; ; end++) {
    const code = text.charCodeAt(end);
    if (code === 0x22) return end + 1;
    if (code === 0x5c) end++;
  }
}

/** Digits, a point, e, E, plus and minus. */
function isOfNumber(code: number): boolean {
  return (code >= 0x30 && code <= 0x39) || code === 0x2e || (code | 0x20) === 0x65 || code === 0x2b || code === 0x2d;
}
