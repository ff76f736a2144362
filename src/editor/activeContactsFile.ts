import { commands, type Disposable, EventEmitter, Range, type TextDocument, window, workspace } from 'vscode';
import { DisposableStore } from './disposableStore';
import { builtInCommands, contextKeys } from './ids';

/** Characters at the beginning of a file that decide what it is. */
const headLength = 64 * 1024;
const quietMs = 250;

/** Watches whether the active file is a contacts file, keeps the context key, and tells whoever listens. */
export class ActiveContactsFile implements Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<boolean>());
  private timer: ReturnType<typeof setTimeout> | undefined;
  private recognised: TextDocument | undefined;
  private looks = 0;
  readonly onDidChange = this.changed.event;

  constructor() {
    this.store.add(window.onDidChangeActiveTextEditor(() => this.lookSoon(0)));
    this.store.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const nearTop = contentChanges.some(({ rangeOffset }) => rangeOffset < headLength);
        if (nearTop && document === window.activeTextEditor?.document) this.lookSoon(quietMs);
      }),
    );
    this.lookSoon(0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.store.dispose();
  }

  private lookSoon(afterMs: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.look(), afterMs);
  }

  private async look(): Promise<void> {
    const turn = ++this.looks;
    const document = this.documentInFront();
    const recognised = document && (await isContactsFile(document)) ? document : undefined;
    if (turn !== this.looks) return;
    const was = this.recognised !== undefined;
    this.recognised = recognised;
    if (was === (recognised !== undefined)) return;
    void commands.executeCommand(builtInCommands.setContext, contextKeys.isContactsFile, !was);
    this.changed.fire(!was);
  }

  /** With the results page in front there is no active editor: the file beside it stays the one in hand while it is visible. */
  private documentInFront(): TextDocument | undefined {
    const active = window.activeTextEditor?.document;
    if (active) return active;
    return window.visibleTextEditors.some(({ document }) => document === this.recognised) ? this.recognised : undefined;
  }
}

/** Whether a document is a contacts file, judged by its name and its beginning. */
export async function isContactsFile(document: TextDocument): Promise<boolean> {
  const [{ formatOf, formatOfText }, { looksLikeContacts }] = await Promise.all([
    import('../core/file/formatOf.js'),
    import('../core/file/looksLikeContacts.js'),
  ]);
  const named = formatOf(document.uri.path);
  if (!named && !document.isUntitled) return false;
  const head = document.getText(new Range(document.positionAt(0), document.positionAt(headLength)));
  const format = named ?? formatOfText(head);
  return format !== undefined && looksLikeContacts(head, format);
}
