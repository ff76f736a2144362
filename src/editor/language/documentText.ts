import { EndOfLine, Range, type TextDocument, type TextDocumentChangeEvent } from 'vscode';
import type { Steps } from '../../core/steps';

const linesPerStep = 10_000;

/**
 * The text of one document, whatever becomes of it. To put the lines of a large one together takes longer than to check it, so
 * after edits the text before and behind them is kept, and only what lies between is asked for anew.
 */
export class DocumentText {
  private text: string | undefined;
  private eol: EndOfLine;
  /** How many characters at both ends are as they are in `text`. */
  private before = 0;
  private behind = 0;
  /** Of the text after the edits. */
  private length = 0;

  constructor(private readonly document: TextDocument) {
    this.eol = document.eol;
  }

  /** Notes an edit of the document. To be called for each of them. */
  edited({ contentChanges }: TextDocumentChangeEvent): void {
    for (const { rangeOffset, rangeLength, text } of contentChanges) {
      this.before = Math.min(this.before, rangeOffset);
      this.behind = Math.min(this.behind, this.length - rangeOffset - rangeLength);
      this.length += text.length - rangeLength;
    }
  }

  /** The text as it stands at the last step. */
  *read(): Steps<string> {
    const text = this.patched() ?? (yield* this.whole());
    this.text = text;
    this.eol = this.document.eol;
    this.before = this.behind = this.length = text.length;
    return text;
  }

  /** The kept ends and what lies between; undefined when there are none, or they do not fit the document. */
  private patched(): string | undefined {
    const { text, document, before, behind, length } = this;
    if (text === undefined || document.eol !== this.eol || length !== lengthOf(document)) return undefined;
    const between = document.getText(new Range(document.positionAt(before), document.positionAt(length - behind)));
    const patched = text.slice(0, before) + between + text.slice(text.length - behind);
    return patched.length === length ? patched : undefined;
  }

  /** Piece by piece: in one go a large text holds up the extension host. An edit meanwhile starts it once more. */
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
