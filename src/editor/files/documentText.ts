import { EndOfLine, Range, type TextDocument, type TextDocumentContentChangeEvent } from 'vscode';
import { PatchedText, type TextSource } from '../../core/text/textSource';
import type { Steps } from '../../core/steps';

const linesPerStep = 10_000;

/** A longer patch is too expensive to get with every key. */
const longestPatch = 262_144;

/**
 * The text of one document, whatever becomes of it. To put the lines of a large one together takes longer than to check it, so the
 * text is kept, and only the stretch with all edits since then is read again.
 */
export class DocumentText {
  /** As it was when it was read completely. */
  private base: string | undefined;
  private eol: EndOfLine;
  /** How many characters at both ends are as they are in `base`. */
  private before = 0;
  private behind = 0;
  /** Of the text after the edits. */
  private length = 0;

  constructor(private readonly document: TextDocument) {
    this.eol = document.eol;
  }

  /** Notes an edit of the document. To be called for each of them. */
  edited(changes: readonly TextDocumentContentChangeEvent[]): void {
    for (const { rangeOffset, rangeLength, text } of changes) {
      this.before = Math.min(this.before, rangeOffset);
      this.behind = Math.min(this.behind, this.length - rangeOffset - rangeLength);
      this.length += text.length - rangeLength;
    }
  }

  /** The text as it is at the last step. */
  *read(): Steps<TextSource> {
    const patched = this.patched();
    if (patched) return patched;
    const base = yield* this.whole();
    this.base = base;
    this.eol = this.document.eol;
    this.before = this.behind = this.length = base.length;
    return base;
  }

  /** The kept ends and what lies between; undefined when nothing is kept, when it does not fit the document, or is too little. */
  private patched(): TextSource | undefined {
    const { base, document, before, behind, length } = this;
    if (base === undefined || document.eol !== this.eol || length !== lengthOf(document)) return undefined;
    if (before === base.length && length === base.length) return base;
    if (length - behind - before > longestPatch) return undefined;
    const patch = document.getText(new Range(document.positionAt(before), document.positionAt(length - behind)));
    return before + patch.length + behind === length ? new PatchedText(base, before, patch, behind) : undefined;
  }

  /** Piece by piece: in one go a large text holds up the extension host. An edit meanwhile starts it again. */
  private *whole(): Steps<string> {
    const { document } = this;
    for (;;) {
      const { version, lineCount } = document;
      if (lineCount <= linesPerStep) return document.getText();
      const pieces: string[] = [];
      for (let first = 0; first < lineCount && version === document.version; first += linesPerStep) {
        const last = Math.min(first + linesPerStep, lineCount) - 1;
        pieces.push(document.getText(new Range(first, 0, last, document.lineAt(last).text.length)));
        yield;
      }
      if (version === document.version) return pieces.join(document.eol === EndOfLine.CRLF ? '\r\n' : '\n');
    }
  }
}

function lengthOf(document: TextDocument): number {
  const { end } = document.lineAt(document.lineCount - 1).range;
  return document.offsetAt(end);
}
