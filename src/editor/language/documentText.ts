import { EndOfLine, Range, type TextDocument } from 'vscode';
import type { Steps } from '../../core/steps';

const linesPerStep = 10_000;

/** The text of a document, taken piece by piece: in one go a large one holds up the extension host. */
export function* documentText(document: TextDocument): Steps<string> {
  const { lineCount } = document;
  if (lineCount <= linesPerStep) return document.getText();
  const lineBreak = document.eol === EndOfLine.CRLF ? '\r\n' : '\n';
  const pieces: string[] = [];
  for (let first = 0; first < lineCount; first += linesPerStep) {
    const last = Math.min(first + linesPerStep, lineCount) - 1;
    pieces.push(document.getText(new Range(first, 0, last, document.lineAt(last).text.length)));
    yield;
  }
  const text = pieces.join(lineBreak);
  yield;
  return text;
}
