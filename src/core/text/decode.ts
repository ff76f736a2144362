import { LineTable } from './lineTable';
import { PiecedText } from './piecedText';
import type { TextSource } from './textSource';

export type TextEncoding = 'utf8' | 'utf8bom' | 'utf16le' | 'utf16be';

/** Why bytes are no text, and where: `offset` in bytes from 0, `line` from 0. */
export interface DecodingProblem {
  readonly message: string;
  readonly offset: number;
  readonly line: number;
}

export interface DecodedText<Text = string> {
  /** Without the byte order mark, as an editor would show it. Empty when there is a problem: half a file is never read. */
  readonly text: Text;
  /** By VS Code's name. */
  readonly encoding: TextEncoding;
  readonly problem?: DecodingProblem;
}

/** Bytes that tell the encoding. */
const headLength = 4096;

/** Makes text of bytes that are all there, as `FileDecoder` does. */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  const decoder = new FileDecoder();
  decoder.push(bytes);
  const decoded = decoder.end();
  return { ...decoded, text: decoded.text.toString() };
}

/**
 * Makes text of a file's bytes as they come: UTF-8 or UTF-16 by its byte order mark, UTF-16 without one by its zero bytes, else UTF-8.
 * What cannot be decoded is named with its place, never replaced. The bytes are not kept, and each part becomes a piece of the text.
 */
export class FileDecoder {
  /** Nothing further need be pushed once there is one. */
  problem: DecodingProblem | undefined;
  /** Known at the end. */
  hasByteOrderMark = false;
  private encoding: TextEncoding | undefined;
  private decoder!: InstanceType<typeof TextDecoder>;
  private readonly pieces: string[] = [];
  /** What was pushed and not decoded yet: too little to tell the encoding, or the beginning of a character. */
  private rest = new Uint8Array();
  /** In bytes of the file, where the rest begins. */
  private offset = 0;

  /** Takes the next bytes, which may be written over afterwards. */
  push(bytes: Uint8Array): void {
    const all = this.rest.length === 0 ? bytes : Buffer.concat([this.rest, bytes]);
    if (this.encoding || all.length >= headLength) this.take(all, false);
    else this.rest = Uint8Array.from(all);
  }

  /** To be called once, after the last bytes. */
  end(): DecodedText<TextSource> {
    this.take(this.rest, true);
    const encoding = this.encoding!;
    if (this.problem) return { text: '', encoding, problem: this.problem };
    return { text: this.pieces.length > 1 ? new PiecedText(this.pieces) : (this.pieces[0] ?? ''), encoding };
  }

  private take(bytes: Uint8Array, isLast: boolean): void {
    const body = this.encoding ? bytes : this.begin(bytes);
    if (this.problem) return;
    const length = isLast ? body.length : lengthOfWholeCharacters(body, this.encoding!);
    const part = body.subarray(0, length);
    try {
      const piece = this.decoder.decode(part);
      if (piece) this.pieces.push(piece);
    } catch {
      this.problem = this.problemIn(part);
    }
    this.offset += length;
    this.rest = Uint8Array.from(body.subarray(length));
  }

  /** Finds out what the bytes are. @returns those after the byte order mark */
  private begin(bytes: Uint8Array): Uint8Array {
    const { encoding, bomLength } = encodingOf(bytes);
    this.hasByteOrderMark = bomLength > 0;
    this.encoding = encoding;
    if (isWorkbook(bytes)) {
      const message =
        'This is a spreadsheet workbook, not a text file. Save it as "CSV UTF-8" in the spreadsheet program.';
      this.problem = { message, offset: 0, line: 0 };
    }
    const label = encoding === 'utf16le' ? 'utf-16le' : encoding === 'utf16be' ? 'utf-16be' : 'utf-8';
    this.decoder = new TextDecoder(label, { fatal: true, ignoreBOM: true });
    this.offset = bomLength;
    return bytes.subarray(bomLength);
  }

  private problemIn(part: Uint8Array): DecodingProblem {
    const { encoding, pieces } = this;
    const isWide = encoding === 'utf16le' || encoding === 'utf16be';
    const at = isWide ? invalidUtf16(part, encoding === 'utf16le') : invalidUtf8(part);
    const before = this.decoder.decode(part.subarray(0, at));
    const line = new LineTable(new PiecedText(before ? [...pieces, before] : pieces)).lineCount - 1;
    const offset = this.offset + at;
    const place = `line ${line + 1}, byte ${offset} of the file`;
    const message = isWide
      ? `The file is not valid UTF-16: half a character at ${place}. Save it again as UTF-8.`
      : `The file is not valid UTF-8: byte 0x${hex(part[at])} at ${place}. Save it as UTF-8 ("CSV UTF-8" in Excel).`;
    return { message, offset, line };
  }
}

const hex = (byte: number | undefined) => (byte ?? 0).toString(16).toUpperCase().padStart(2, '0');

function startsWith(bytes: Uint8Array, ...start: number[]) {
  return start.every((byte, index) => bytes[index] === byte);
}

/** ZIP as in .xlsx, .ods and .numbers, or the compound file of .xls. */
function isWorkbook(bytes: Uint8Array) {
  return startsWith(bytes, 0x50, 0x4b, 0x03, 0x04) || startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0);
}

function encodingOf(bytes: Uint8Array): { encoding: TextEncoding; bomLength: number } {
  if (startsWith(bytes, 0xef, 0xbb, 0xbf)) return { encoding: 'utf8bom', bomLength: 3 };
  if (startsWith(bytes, 0xff, 0xfe)) return { encoding: 'utf16le', bomLength: 2 };
  if (startsWith(bytes, 0xfe, 0xff)) return { encoding: 'utf16be', bomLength: 2 };
  return { encoding: guessByZeros(bytes), bomLength: 0 };
}

/** The ASCII of keys, digits and delimiters leaves a zero in every second byte of UTF-16, always on the same side. */
function guessByZeros(bytes: Uint8Array): TextEncoding {
  const length = Math.min(bytes.length, headLength);
  const zeros = [0, 0];
  for (let index = 0; index < length; index++) if (bytes[index] === 0) zeros[index % 2]!++;
  const [even = 0, odd = 0] = zeros;
  const enough = length / 8;
  if (odd > enough && even <= odd / 16) return 'utf16le';
  if (even > enough && odd <= even / 16) return 'utf16be';
  return 'utf8';
}

/** How many bytes there are without a last character that may continue in the bytes to come. */
function lengthOfWholeCharacters(bytes: Uint8Array, encoding: TextEncoding): number {
  const { length } = bytes;
  if (encoding === 'utf16le' || encoding === 'utf16be') {
    const even = length - (length % 2);
    const high = bytes[even - (encoding === 'utf16le' ? 1 : 2)] ?? 0;
    return high >= 0xd8 && high <= 0xdb ? even - 2 : even;
  }
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back]!;
    if (byte >= 0x80 && byte < 0xc0) continue;
    return lengthOfSequence(byte) > back ? length - back : length;
  }
  return length;
}

/** By its first byte; 0 when that begins none. */
function lengthOfSequence(first: number): number {
  return first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
}

/** Where the first byte is that begins no well-formed sequence (Unicode 15, table 3-7). */
function invalidUtf8(bytes: Uint8Array): number {
  let offset = 0;
  while (offset < bytes.length) {
    const byte = bytes[offset]!;
    const length = lengthOfSequence(byte);
    if (length === 0) break;
    const lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    const highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    const continues = (at: number, low: number, high: number) => bytes[at]! >= low && bytes[at]! <= high;
    if (length > 1 && !continues(offset + 1, lowest, highest)) break;
    if (length > 2 && !continues(offset + 2, 0x80, 0xbf)) break;
    if (length > 3 && !continues(offset + 3, 0x80, 0xbf)) break;
    offset += length;
  }
  return offset;
}

/** Where the first surrogate is without its other half, or the odd byte at the end. */
function invalidUtf16(bytes: Uint8Array, littleEndian: boolean): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unitAt = (offset: number) => (offset + 1 < bytes.length ? view.getUint16(offset, littleEndian) : -1);
  let offset = 0;
  for (; offset + 1 < bytes.length; offset += 2) {
    const unit = unitAt(offset);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = unitAt(offset + 2);
    if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) break;
    offset += 2;
  }
  return offset;
}
