import { Disposable, workspace, type TextDocument, type Uri } from 'vscode';
import { isOpen } from './isOpen';

const togetherMs = 5_000;

/**
 * Reports untitled files that were saved under a name. VS Code has no event for it: it writes another document with the same text and
 * closes the untitled one, in whatever order.
 */
export function onDidSaveUnderName(report: (from: Uri, to: Uri) => void): Disposable {
  let closed: TextDocument[] = [];
  let saved: TextDocument[] = [];

  const match = () => {
    for (const from of closed) {
      const to = saved.find((document) => isCopy(from, document));
      if (!to) continue;
      closed = closed.filter((document) => document !== from);
      report(from.uri, to.uri);
    }
  };
  const timers = new Set<NodeJS.Timeout>();
  const forgetLater = (forget: () => void) => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      forget();
    }, togetherMs);
    timers.add(timer);
  };
  return Disposable.from(
    workspace.onDidCloseTextDocument((document) => {
      if (!document.isUntitled || isOpen(document)) return;
      closed.push(document);
      match();
      forgetLater(() => (closed = closed.filter((other) => other !== document)));
    }),
    workspace.onDidSaveTextDocument((document) => {
      if (document.isUntitled) return;
      saved.push(document);
      match();
      forgetLater(() => (saved = saved.filter((other) => other !== document)));
    }),
    new Disposable(() => timers.forEach(clearTimeout)),
  );
}

/** What VS Code may change while it saves is white space at the ends of lines and of the file. */
function isCopy(from: TextDocument, to: TextDocument): boolean {
  if (from.uri.path === to.uri.path) return true;
  const [before, after] = [from.getText(), to.getText()];
  if (before === after) return before !== '';
  if (Math.abs(before.length - after.length) > from.lineCount * 2 + 1_000) return false;
  return before !== '' && withoutLooseEnds(before) === withoutLooseEnds(after);
}

function withoutLooseEnds(text: string): string {
  return text.replace(/[ \t]*(\r\n|\r|\n)/g, '\n').trimEnd();
}
