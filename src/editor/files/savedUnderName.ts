import { Disposable, workspace, type TextDocument, type Uri } from 'vscode';
import { looseEndChanges } from '../../core/file/looseEnds';
import { isOpen } from './isOpen';

/** Generous: VS Code does it all in one go. */
const togetherMs = 5_000;

/** More blank lines at the end of a text than anybody has there. */
const mostBlankLines = 100;

/** An untitled file whose text was just saved under a name. */
interface Copy {
  readonly from: TextDocument;
  readonly to: TextDocument;
  readonly text: string;
}

/**
 * Reports untitled files that were saved under a name, and the text they had. VS Code has no event for it: it saves another document
 * with the same text, then empties the untitled one and closes it. Its becoming empty is reported before anybody who listens later
 * hears of that edit.
 */
export function onDidSaveUnderName(report: (from: Uri, to: Uri, text: string) => void): Disposable {
  let copies: Copy[] = [];
  const timers = new Set<NodeJS.Timeout>();

  const saved = (to: TextDocument) => {
    const found = workspace.textDocuments.filter((from) => from.isUntitled && isCopy(from, to));
    if (to.isUntitled || found.length === 0) return;
    const added = found.map((from): Copy => ({ from, to, text: from.getText() }));
    copies.push(...added);
    const timer = setTimeout(() => {
      timers.delete(timer);
      copies = copies.filter((copy) => !added.includes(copy));
    }, togetherMs);
    timers.add(timer);
  };
  const gone = (document: TextDocument) => {
    const copy = copies.find(({ from }) => from === document);
    if (!copy) return;
    copies = copies.filter(({ to }) => to !== copy.to);
    report(copy.from.uri, copy.to.uri, copy.text);
  };
  return Disposable.from(
    workspace.onDidSaveTextDocument(saved),
    workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (!document.isUntitled || contentChanges.length === 0) return;
      if (isEmpty(document)) gone(document);
      else copies = copies.filter(({ from }) => from !== document);
    }),
    workspace.onDidCloseTextDocument((document) => {
      if (document.isUntitled && !isOpen(document)) gone(document);
    }),
    new Disposable(() => timers.forEach(clearTimeout)),
  );
}

function isCopy(from: TextDocument, to: TextDocument): boolean {
  if (isEmpty(from)) return false;
  if (from.uri.path === to.uri.path) return true;
  if (Math.abs(from.lineCount - to.lineCount) > mostBlankLines) return false;
  return looseEndChanges(from.getText(), to.getText()) !== undefined;
}

function isEmpty(document: TextDocument): boolean {
  return document.lineCount === 1 && document.lineAt(0).text === '';
}
