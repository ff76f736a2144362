import type { TextEncoding } from './decode';

/** How a file writes its text. */
export interface FileEncoding<Name extends string = string> {
  /** By VS Code's name. */
  readonly name: Name;
  readonly hasByteOrderMark: boolean;
}

const encodings = ['utf8', 'utf8bom', 'utf16le', 'utf16be'] as const satisfies readonly TextEncoding[];

/** Whether `encodeText` knows it; VS Code knows many more. */
export function isUnicode(encoding: FileEncoding): encoding is FileEncoding<TextEncoding> {
  return (encodings as readonly string[]).includes(encoding.name);
}

/** The bytes of a text, or of a part of one, without a byte order mark. */
export function encodeText(text: string, encoding: TextEncoding): Uint8Array {
  switch (encoding) {
    case 'utf8':
    case 'utf8bom':
      return Buffer.from(text, 'utf8');
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16();
  }
}

/** The bytes that a file begins with. */
export function byteOrderMark({ name, hasByteOrderMark }: FileEncoding<TextEncoding>): Uint8Array {
  return hasByteOrderMark ? encodeText('\ufeff', name) : new Uint8Array();
}
