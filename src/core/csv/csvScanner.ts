import type { TextRange } from '../problem';

const quote = 0x22;
const feed = 0x0a;
const carriage = 0x0d;
const space = 0x20;
const tab = 0x09;

/** A fault in the quotes of a row. */
export interface QuoteFault extends TextRange {
  /** `unclosed`: no closing quote until the end of the text. `trailing`: text between a closing quote and the delimiter. */
  readonly kind: 'unclosed' | 'trailing';
}

/**
 * Reads CSV row by row (RFC 4180, with \r\n, \n and \r as line breaks) and knows where every cell is: with its quotes,
 * without the delimiter and the spaces around it. A cell is quoted when its first character other than a space is a quote.
 */
export class CsvScanner {
  /** Offsets of the cells of the last row that was scanned; only the first `count` entries are of it. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  count = 0;
  fault: QuoteFault | undefined;
  private readonly delimiterText: string;
  private nextDelimiter = -1;
  private nextFeed = -1;
  private nextCarriage = -1;

  constructor(
    private text: string,
    private readonly delimiter: number,
  ) {
    this.delimiterText = String.fromCharCode(delimiter);
  }

  /** Begins with another text. */
  turnTo(text: string): void {
    this.text = text;
    this.nextDelimiter = this.nextFeed = this.nextCarriage = -1;
  }

  /**
   * Scans the row that begins at an offset, which is never before the last one.
   * @param last the last cell that is wanted, from 0
   * @returns where the next row begins, or for a row that goes on behind that cell, where it goes on
   */
  scanRow(rowStart: number, last = Infinity): number {
    const { text, delimiter, starts, ends } = this;
    const { length } = text;
    let offset = rowStart;
    let count = 0;
    this.fault = undefined;
    for (;;) {
      let code = text.charCodeAt(offset);
      while ((code === space || code === tab) && code !== delimiter) code = text.charCodeAt(++offset);
      const start = offset;
      let end: number;
      if (code === quote) {
        end = this.closingQuote(start);
        offset = this.trailing(end);
        if (this.fault && (this.fault as QuoteFault).end > end) end = (this.fault as QuoteFault).end;
      } else {
        offset = this.endOfCell(offset);
        end = this.trimmedEnd(start, offset);
      }
      starts[count] = start;
      ends[count++] = end;
      if (count <= last && offset < length && text.charCodeAt(offset) === delimiter) {
        offset++;
        continue;
      }
      this.count = count;
      if (offset >= length) return length;
      return text.charCodeAt(offset) === carriage && text.charCodeAt(offset + 1) === feed ? offset + 2 : offset + 1;
    }
  }

  /** The next delimiter or line break. The places found are kept, as indexOf is fast only where it finds something soon. */
  private endOfCell(offset: number): number {
    if (this.nextDelimiter < offset) this.nextDelimiter = this.find(this.delimiterText, offset);
    if (this.nextFeed < offset) this.nextFeed = this.find('\n', offset);
    if (this.nextCarriage < offset) this.nextCarriage = this.find('\r', offset);
    return Math.min(this.nextDelimiter, this.nextFeed, this.nextCarriage);
  }

  private find(character: string, offset: number): number {
    const found = this.text.indexOf(character, offset);
    return found === -1 ? this.text.length : found;
  }

  /** A cell of the row, without its quotes. */
  cell(index: number): string {
    return cellValue(this.text, this.starts[index]!, this.ends[index]!);
  }

  isEmpty(index: number): boolean {
    const start = this.starts[index]!;
    const length = this.ends[index]! - start;
    return length === 0 || (length === 2 && this.text.startsWith('""', start));
  }

  get isBlank(): boolean {
    for (let index = 0; index < this.count; index++) if (!this.isEmpty(index)) return false;
    return true;
  }

  get rowEnd(): number {
    return this.ends[this.count - 1]!;
  }

  /** Offset after the quote that closes the one at `start`; notes a fault and returns the text's end when there is none. */
  private closingQuote(start: number): number {
    for (let from = start + 1; ;) {
      const found = this.text.indexOf('"', from);
      if (found === -1) {
        this.fault = { kind: 'unclosed', start, end: start + 1 };
        return this.text.length;
      }
      if (this.text.charCodeAt(found + 1) !== quote) return found + 1;
      from = found + 2;
    }
  }

  /** Goes from a closing quote to the delimiter or line break, and notes what is between. */
  private trailing(from: number): number {
    const { text, delimiter } = this;
    let offset = from;
    let start = -1;
    for (; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (code === delimiter || code === feed || code === carriage) break;
      if (start === -1 && code !== space && code !== tab) start = offset;
    }
    if (start !== -1) this.fault ??= { kind: 'trailing', start, end: this.trimmedEnd(start, offset) };
    return offset;
  }

  private trimmedEnd(start: number, from: number): number {
    let end = from;
    while (end > start) {
      const code = this.text.charCodeAt(end - 1);
      if (code !== space && code !== tab) break;
      end--;
    }
    return end;
  }
}

/** What the cell in a range of the text says, without its quotes. */
export function cellValue(text: string, start: number, end: number): string {
  if (start === end || text.charCodeAt(start) !== quote) return text.slice(start, end);
  return text.slice(start + 1, end - 1).replaceAll('""', '"');
}

/** Where the characters of what a cell says are in the cell as it is written. */
export function placesInCell(written: string): (index: number) => number {
  if (written.charCodeAt(0) !== quote) return (index) => index;
  const places = new Int32Array(written.length);
  let said = 0;
  for (let offset = 1; offset < written.length; said++) {
    places[said] = offset;
    offset += written.charCodeAt(offset) === quote ? 2 : 1;
  }
  return (index) => places[Math.min(index, said)]!;
}
