import {
  EventEmitter,
  TabInputText,
  TabInputTextDiff,
  window,
  workspace,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { formatOf } from '../../core/file/formatOf';
import { finishInSlices } from '../../core/steps';
import { isContactsFile } from '../activeContactsFile';
import { DisposableStore } from '../disposableStore';
import type { Log } from '../log';
import type { CheckedContacts } from '../readContacts';
import { isCancellation } from '../reportError';
import type { LocalProblems } from '../run/localProblems';
import { onDidChangeSetting } from '../settings';
import type { CheckedDocument } from './checkDocument';
import { DocumentText } from './documentText';

const quietMs = 250;

/** A document under watch. */
interface Watched {
  readonly document: TextDocument;
  readonly text: DocumentText;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** Of the check that is on. */
  running: AbortController | undefined;
  /** The last check; undefined while the content is not that of a contacts file. */
  latest: CheckedDocument | undefined;
}

/** Checks the contacts files that are shown, as they are opened and edited. A keystroke ends the check that is on. */
export class LiveChecks implements Disposable {
  private readonly store = new DisposableStore();
  private readonly checked = this.store.add(new EventEmitter<TextDocument>());
  private readonly watched = new Map<string, Watched>();
  /** A document was checked, or is not watched any more. */
  readonly onDidCheck = this.checked.event;

  constructor(
    private readonly problems: LocalProblems,
    private readonly log: Log,
  ) {
    const { store } = this;
    store.add(workspace.onDidOpenTextDocument((document) => this.look(document)));
    store.add(workspace.onDidCloseTextDocument((document) => this.forget(document)));
    store.add(
      workspace.onDidChangeTextDocument((change) => {
        const watched = this.watched.get(change.document.uri.toString());
        if (!watched || change.contentChanges.length === 0) return;
        watched.text.edited(change);
        this.checkSoon(watched, quietMs);
      }),
    );
    store.add(window.tabGroups.onDidChangeTabs(() => this.lookAtAll()));
    store.add(onDidChangeSetting(['emptyCells'], () => this.watched.forEach((watched) => this.checkSoon(watched, 0))));
    this.lookAtAll();
  }

  /** The last check of a document, which may be about an older version; undefined when it is no contacts file. */
  latest(document: TextDocument): CheckedContacts | undefined {
    return this.watched.get(document.uri.toString())?.latest;
  }

  /** The check of a document as it stands now; undefined when it is no contacts file, or changes once more. */
  async current(document: TextDocument): Promise<CheckedContacts | undefined> {
    const watched = this.watched.get(document.uri.toString());
    if (!watched) return undefined;
    if (watched.latest?.version !== document.version) await this.check(watched);
    return watched.latest?.version === document.version ? watched.latest : undefined;
  }

  /** The rules are loaded with the first file that needs them. */
  private async checkWhole({ document, text }: Watched, signal: AbortSignal): Promise<CheckedDocument | undefined> {
    const { checkDocument } = await import('./checkDocument.js');
    return finishInSlices(checkDocument(document, text), signal);
  }

  dispose(): void {
    for (const { document } of [...this.watched.values()]) this.forget(document);
    this.store.dispose();
  }

  private lookAtAll(): void {
    for (const document of workspace.textDocuments) this.look(document);
  }

  private look(document: TextDocument): void {
    const key = document.uri.toString();
    if (!isCandidate(document) || !isShown(key)) return this.forget(document);
    if (this.watched.has(key)) return;
    const text = new DocumentText(document);
    const watched = { document, text, timer: undefined, running: undefined, latest: undefined };
    this.watched.set(key, watched);
    this.checkSoon(watched, 0);
  }

  private forget({ uri }: TextDocument): void {
    const watched = this.watched.get(uri.toString());
    if (!watched) return;
    clearTimeout(watched.timer);
    watched.running?.abort();
    this.watched.delete(uri.toString());
    this.problems.clear(uri);
    if (watched.latest) this.checked.fire(watched.document);
  }

  private checkSoon(watched: Watched, afterMs: number): void {
    clearTimeout(watched.timer);
    watched.running?.abort();
    watched.timer = setTimeout(() => void this.check(watched), afterMs);
  }

  private async check(watched: Watched): Promise<void> {
    const { document } = watched;
    const { uri, version } = document;
    clearTimeout(watched.timer);
    watched.running?.abort();
    const running = (watched.running = new AbortController());
    try {
      const recognised = await isContactsFile(document);
      running.signal.throwIfAborted();
      const latest = recognised ? await this.checkWhole(watched, running.signal) : undefined;
      running.signal.throwIfAborted();
      // An edit aborts the check, but its event may still be on the way.
      if (document.version !== version) return;
      const wasRecognised = watched.latest !== undefined;
      watched.latest = latest;
      if (latest) this.problems.showLive(latest, syntaxIsUnderlined(document));
      else if (wasRecognised) this.problems.clear(uri);
      this.checked.fire(document);
    } catch (error) {
      if (!isCancellation(error)) this.log.bug('check while typing', error);
    }
  }
}

/** What has a name that can be a contacts file's, or none yet. Git's old versions of a file are nobody's to mend. */
function isCandidate({ uri, isUntitled, isClosed }: TextDocument): boolean {
  return !isClosed && uri.scheme !== 'git' && (isUntitled || formatOf(uri.path) !== undefined);
}

/** In a tab of its own, or as the side of a comparison that can be edited: the other side would say all twice. */
function isShown(key: string): boolean {
  return window.tabGroups.all.some(({ tabs }) =>
    tabs.some(
      ({ input }) =>
        (input instanceof TabInputText && input.uri.toString() === key) ||
        (input instanceof TabInputTextDiff && input.modified.toString() === key),
    ),
  );
}

/** Whether VS Code's own JSON support marks the faults of the syntax. */
function syntaxIsUnderlined({ languageId, uri }: TextDocument): boolean {
  if (languageId !== 'json' && languageId !== 'jsonc') return false;
  return workspace.getConfiguration('json', uri).get('validate.enable') !== false;
}
