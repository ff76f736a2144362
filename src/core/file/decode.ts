export type TextEncoding = 'utf8' | 'utf8bom' | 'utf16le' | 'utf16be';

export interface DecodedText {
  /** Without the byte order mark, as an editor would show it. Empty when there is a problem: half a file is never read. */
  readonly text: string;
  /** By VS Code's name. */
  readonly encoding: TextEncoding;
  /** Why the bytes are no text, and where: `offset` in bytes from 0, `line` from 0. */
  readonly problem?: { readonly message: string; readonly offset: number; readonly line: number };
}

/**
 * Makes text of a file's bytes: UTF-8 or UTF-16 by its byte order mark, UTF-16 without one by its zero bytes, else UTF-8.
 * What cannot be decoded is named with its place, never replaced.
 */
export function decodeBytes(bytes: Uint8Array): DecodedText {
  const { encoding, bomLength } = encodingOf(bytes);
  if (isWorkbook(bytes)) {
    const message =
      'This is a spreadsheet workbook, not a text file. Save it as "CSV UTF-8" in the spreadsheet program.';
    return { text: '', encoding, problem: { message, offset: 0, line: 0 } };
  }
  const body = bytes.subarray(bomLength);
  try {
    const label = encoding === 'utf16le' ? 'utf-16le' : encoding === 'utf16be' ? 'utf-16be' : 'utf-8';
    return { text: new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(body), encoding };
  } catch {
    const wide = encoding === 'utf16le' || encoding === 'utf16be';
    const found = wide ? invalidUtf16(body, encoding === 'utf16le') : invalidUtf8(body);
    const offset = bomLength + found.offset;
    const place = `line ${found.line + 1}, byte ${offset} of the file`;
    const message = wide
      ? `The file is not valid UTF-16: half a character at ${place}. Save it again as UTF-8.`
      : `The file is not valid UTF-8: byte 0x${hex(bytes[offset])} at ${place}. Save it as UTF-8 ("CSV UTF-8" in Excel).`;
    return { text: '', encoding, problem: { message, offset, line: found.line } };
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
  const length = Math.min(bytes.length, 4096);
  const zeros = [0, 0];
  for (let index = 0; index < length; index++) if (bytes[index] === 0) zeros[index % 2]!++;
  const [even = 0, odd = 0] = zeros;
  const enough = length / 8;
  if (odd > enough && even <= odd / 16) return 'utf16le';
  if (even > enough && odd <= even / 16) return 'utf16be';
  return 'utf8';
}

interface Place {
  readonly offset: number;
  readonly line: number;
}

/** The first byte that begins no well-formed sequence (Unicode 15, table 3-7). */
function invalidUtf8(bytes: Uint8Array): Place {
  let line = 0;
  let offset = 0;
  while (offset < bytes.length) {
    const byte = bytes[offset]!;
    if (byte === 0x0a || (byte === 0x0d && bytes[offset + 1] !== 0x0a)) line++;
    const length = byte < 0x80 ? 1 : byte < 0xc2 ? 0 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : byte < 0xf5 ? 4 : 0;
    if (length === 0) break;
    const lowest = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80;
    const highest = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf;
    const continues = (at: number, low: number, high: number) => bytes[at]! >= low && bytes[at]! <= high;
    if (length > 1 && !continues(offset + 1, lowest, highest)) break;
    if (length > 2 && !continues(offset + 2, 0x80, 0xbf)) break;
    if (length > 3 && !continues(offset + 3, 0x80, 0xbf)) break;
    offset += length;
  }
  return { offset, line };
}

/** The first surrogate without its other half, or the odd byte at the end. */
function invalidUtf16(bytes: Uint8Array, littleEndian: boolean): Place {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const unitAt = (offset: number) => (offset + 1 < bytes.length ? view.getUint16(offset, littleEndian) : -1);
  let line = 0;
  let offset = 0;
  for (; offset + 1 < bytes.length; offset += 2) {
    const unit = unitAt(offset);
    if (unit === 0x0a || (unit === 0x0d && unitAt(offset + 2) !== 0x0a)) line++;
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = unitAt(offset + 2);
    if (unit > 0xdbff || next < 0xdc00 || next > 0xdfff) break;
    offset += 2;
  }
  return { offset, line };
}
