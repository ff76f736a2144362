import { createScanner } from 'jsonc-parser';
import type { TextRange } from '../problem';
import { type SyntaxFault, syntaxFaults } from '../syntaxFault';
import { nameOf } from './jsonScanner';
import { endOfOddQuotes, inDoubleQuotes, isOddQuote } from './oddQuotes';
import type { TextSource } from '../text/textSource';

export type Report = (range: TextRange, fault: SyntaxFault) => void;

export type JsonTokenKind = '{' | '}' | '[' | ']' | ',' | ':' | 'string' | 'word' | 'end';

/** What a line break cuts off: the scanner's ScanError.UnexpectedEndOfString, a const enum that isolated modules cannot import. */
const unexpectedEndOfString = 2;

/** Characters of a glance. */
const glance = 256;

const invisible = /[\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\u000b\f]+/y;
/** Of a word, which can be longer than what a pattern can repeat a group for. */
const partOfWord = /\/(?![/*])|[^\s{}[\],:"/]+/y;
const literal = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;
/** What most texts are, seen in a fifth of the time that JSON.parse takes. */
const plainText = /^"[^"\\\0-\x1f]*"$/;
const badEscape = /\\(?!["\\/bfnrt]|u[0-9a-fA-F]{4})/;

/**
 * The tokens of a JSON text, one at a time. What JSON does not allow (comments, other quotes, invisible characters) is reported
 * and then read as what was meant.
 */
export class JsonTokens {
  kind: JsonTokenKind = 'end';
  start: number;
  end: number;
  /** End of the token before: the place where a missing comma or bracket belongs. */
  previousEnd: number;
  /** The value of a string or word as JSON text; undefined when it has none. */
  json: string | undefined;
  /** The string ends with its line instead of a quote. */
  unclosed = false;

  /** The part of the source that is looked at, and where in the file it begins. */
  private text!: string;
  private base!: number;
  private scanner!: ReturnType<typeof createScanner>;
  private isWhole = false;

  /** @param sourceBase what to add to the offsets of `source`, when it is a part of the file's text */
  constructor(
    private readonly source: TextSource,
    private readonly sourceBase: number,
    private readonly report: Report,
  ) {
    this.start = this.end = this.previousEnd = sourceBase;
    this.lookAt(0);
  }

  /** Continues after something that was read in another way. */
  moveTo(offset: number): void {
    if (this.isWhole) this.scanner.setPosition(offset - this.base);
    else this.lookAt(offset - this.sourceBase);
    this.end = offset;
    this.next();
  }

  /** Between faultless contacts a glance is enough, and what is not one string need not become one. */
  private lookAt(offset: number): void {
    this.isWhole = typeof this.source === 'string';
    this.text = typeof this.source === 'string' ? this.source : this.source.slice(offset, offset + glance);
    this.base = this.sourceBase + (this.isWhole ? 0 : offset);
    this.scanner = createScanner(this.text);
    if (this.isWhole) this.scanner.setPosition(offset);
  }

  /** Looks at all of the source from here on; the offset is the file's. */
  private widen(offset: number): void {
    if (this.isWhole) return;
    this.isWhole = true;
    this.text = this.source.toString();
    this.base = this.sourceBase;
    this.scanner = createScanner(this.text);
    this.scanner.setPosition(offset - this.base);
  }

  next(): void {
    this.previousEnd = this.end;
    this.json = undefined;
    this.unclosed = false;
    for (;;) {
      this.scanner.scan();
      const start = this.scanner.getTokenOffset();
      if (!this.isWhole && !this.isPlain(start)) {
        this.widen(this.base + start);
        continue;
      }
      // An unclosed comment is said to end after the text.
      const end = Math.min(start + this.scanner.getTokenLength(), this.text.length);
      const first = this.text.charAt(start);
      switch (first) {
        case '':
          return this.set('end', start, start);
        case ' ':
        case '\t':
        case '\n':
        case '\r':
          continue;
        case '{':
        case '}':
        case '[':
        case ']':
        case ',':
        case ':':
          return this.set(first, start, end);
        case '"':
          return this.readString(start, end);
        case '/':
          if (this.skipComment(start, end)) continue;
          return this.readWord(start);
        default:
          if (isOddQuote(first)) return this.readOddQuotes(start);
          if (this.skipInvisible(start)) continue;
          return this.readWord(start);
      }
    }
  }

  /** Whether the glance goes to the end of the source. */
  private get isLast(): boolean {
    return this.base - this.sourceBase + this.text.length === this.source.length;
  }

  /** Whether the token is white space, a bracket, a comma, a colon, a string or the end, and does not go on after the glance. */
  private isPlain(start: number): boolean {
    const isInside = start + this.scanner.getTokenLength() < this.text.length;
    return (isInside || this.isLast) && /^[ \t\r\n{}[\],:"]?$/.test(this.text.charAt(start));
  }

  /** The token as it is in the text. */
  get written(): string {
    return this.text.slice(this.start - this.base, this.end - this.base);
  }

  /** What a string or word says when it is the name of a field. */
  get name(): string {
    return this.kind === 'string' && this.json !== undefined ? nameOf(this.json)! : this.written;
  }

  /** Whether a colon comes next, which makes a string or word the name of a field. */
  get beforeColon(): boolean {
    return this.characterAfter(this.end) === ':';
  }

  /** The first character after an offset that is not white space; empty at the end. */
  characterAfter(offset: number): string {
    const space = /[ \t\r\n]*/y;
    space.lastIndex = offset - this.base;
    space.test(this.text);
    if (!this.isWhole && space.lastIndex === this.text.length && !this.isLast) {
      this.widen(this.end);
      return this.characterAfter(offset);
    }
    return this.text.charAt(space.lastIndex);
  }

  /** Stretches a word to the end of what is there without quotes: up to a comma, a bracket or the line's end. */
  takeBareText(): void {
    this.widen(this.end);
    const rest = /[^,{}[\]"\r\n]*/y;
    rest.lastIndex = this.end - this.base;
    const tail = rest.exec(this.text)?.[0].trimEnd() ?? '';
    this.end += tail.length;
    this.scanner.setPosition(this.end - this.base);
  }

  /** Where the contact after a broken place seems to begin, `} , {"` on the same line: the end of its `}`; undefined on none. */
  borderOnLine(from: number): number | undefined {
    this.widen(this.end);
    const border = /[^\r\n]*?\}(?=[ \t]*(?:,[ \t]*)?\{[ \t]*")/y;
    border.lastIndex = from - this.base;
    return border.test(this.text) ? border.lastIndex + this.base : undefined;
  }

  endOfLine(from: number): number {
    this.widen(this.end);
    const rest = /[^\r\n]*/y;
    rest.lastIndex = from - this.base;
    rest.test(this.text);
    return rest.lastIndex + this.base;
  }

  private set(kind: JsonTokenKind, start: number, end: number) {
    this.kind = kind;
    this.start = this.base + start;
    this.end = this.base + end;
  }

  private readString(start: number, end: number) {
    this.set('string', start, end);
    const slice = this.text.slice(start, end);
    if ((this.scanner.getTokenError() as number) === unexpectedEndOfString) {
      this.unclosed = true;
      this.report(this, syntaxFaults.unclosedText);
      return;
    }
    this.json = plainText.test(slice) ? slice : validJson(slice);
    if (this.json === undefined) {
      const escape = badEscape.exec(slice)?.index;
      if (escape !== undefined) {
        this.report({ start: this.start + escape, end: this.start + escape + 2 }, syntaxFaults.singleBackslash);
      } else {
        const control = this.start + slice.search(/[\0-\x1f]/);
        this.report({ start: control, end: control + 1 }, syntaxFaults.controlCharacter);
      }
    }
  }

  private readOddQuotes(start: number) {
    const { end, closed } = endOfOddQuotes(this.text, start);
    this.set('string', start, end);
    this.scanner.setPosition(end);
    this.unclosed = !closed;
    if (closed) this.json = validJson(inDoubleQuotes(this.written));
    this.report(this, closed ? syntaxFaults.otherQuotes : syntaxFaults.unclosedOtherQuotes);
  }

  private skipComment(start: number, end: number) {
    const opening = this.text.slice(start, start + 2);
    if (opening !== '//' && opening !== '/*') return false;
    const closed = opening === '//' || (end - start >= 4 && this.text.endsWith('*/', end));
    const fault = closed ? syntaxFaults.comment : syntaxFaults.unclosedComment;
    this.report({ start: this.base + start, end: this.base + end }, fault);
    return true;
  }

  private skipInvisible(start: number) {
    invisible.lastIndex = start;
    if (!invisible.test(this.text)) return false;
    const end = invisible.lastIndex;
    this.scanner.setPosition(end);
    // An editor takes a byte order mark off; a text that still has one is not the author's mistake.
    if (this.base + start > 0 || this.text.charAt(start) !== '\ufeff' || end > start + 1) {
      const fault = syntaxFaults.invisibleCharacter(this.text.charCodeAt(start));
      this.report({ start: this.base + start, end: this.base + end }, fault);
    }
    return true;
  }

  private readWord(start: number) {
    let end = start + 1;
    partOfWord.lastIndex = start;
    while (partOfWord.test(this.text)) end = partOfWord.lastIndex;
    this.set('word', start, end);
    this.scanner.setPosition(end);
    const written = this.text.slice(start, end);
    if (literal.test(written)) this.json = written;
  }
}

function validJson(written: string): string | undefined {
  try {
    JSON.parse(written);
    return written;
  } catch {
    return undefined;
  }
}
