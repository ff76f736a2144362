/** A text that may not be one string. Every string is one; offsets are in UTF-16 code units. */
export interface TextSource {
  readonly length: number;
  slice(start: number, end: number): string;
  charCodeAt(offset: number): number;
  /** Where a character comes next, from an offset on; -1 when it does not. */
  indexOf(character: string, from: number): number;
  /** All of it in one string, which takes long for a large text the first time. */
  toString(): string;
}

/**
 * A text with one stretch replaced by another. Beside it a string would be a copy of the whole: a large one is 20 MB of fresh memory
 * with every key, and nothing else runs while it is filled.
 */
export class PatchedText implements TextSource {
  readonly length: number;
  private readonly shift: number;
  private whole: string | undefined;

  /**
   * @param before how many characters of `base` are before the patch
   * @param behind how many are behind it
   */
  constructor(
    private readonly base: string,
    private readonly before: number,
    private readonly patch: string,
    behind: number,
  ) {
    this.length = before + patch.length + behind;
    this.shift = this.length - base.length;
  }

  private get patchEnd(): number {
    return this.before + this.patch.length;
  }

  slice(start: number, end: number): string {
    const { base, before, patch, patchEnd, shift } = this;
    if (end <= before) return base.slice(start, end);
    if (start >= patchEnd) return base.slice(start - shift, Math.max(end - shift, 0));
    return (
      base.slice(start, before) +
      patch.slice(Math.max(start - before, 0), end - before) +
      base.slice(patchEnd - shift, Math.max(end, patchEnd) - shift)
    );
  }

  charCodeAt(offset: number): number {
    if (offset < this.before) return this.base.charCodeAt(offset);
    if (offset >= this.patchEnd) return this.base.charCodeAt(offset - this.shift);
    return this.patch.charCodeAt(offset - this.before);
  }

  indexOf(character: string, from: number): number {
    const { base, before, patch, patchEnd, shift } = this;
    if (from < before) {
      const found = base.indexOf(character, from);
      if (found !== -1 && found < before) return found;
    }
    if (from < patchEnd) {
      const found = patch.indexOf(character, from - before);
      if (found !== -1) return before + found;
    }
    const found = base.indexOf(character, Math.max(from, patchEnd) - shift);
    return found === -1 ? -1 : found + shift;
  }

  toString(): string {
    return (this.whole ??= this.slice(0, this.length));
  }
}

/** The offset of the next character that is not white space of JSON; the text's length when there is none. */
export function skipSpace(text: TextSource, from: number): number {
  for (let offset = from; ; offset++) {
    if (!isSpace(text.charCodeAt(offset))) return offset;
  }
}

/** The end of a text without the white space of JSON behind it. It walks back: `/\s+$/` begins anew at each space of the text. */
export function endWithoutSpace(text: string): number {
  let end = text.length;
  while (end > 0 && isSpace(text.charCodeAt(end - 1))) end--;
  return end;
}

/** White space of JSON. */
export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}
