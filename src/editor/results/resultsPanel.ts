import * as vscode from 'vscode';
import type { Question, RowAction, Wish } from '../../protocol';
import { commandId, resultsPanelType } from '../ids';
import { PageFeed, type ResultsSource, type SourceChange } from './pageFeed';
import { pageHtml } from './pageHtml';
import { window } from '../window';

/** The editor tab with the results. There is at most one; it can be closed and shown again. */
export class ResultsPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private readonly feed: PageFeed;
  private isOpening = false;
  private readonly subscriptions: vscode.Disposable[];

  /** `carryOut` is given each wish, as the page sent it; it handles its failures itself. `failed` is told of each bug. */
  constructor(
    private readonly extensionUri: vscode.Uri,
    source: ResultsSource & { readonly onDidChange: vscode.Event<SourceChange> },
    private readonly carryOut: (wish: Wish) => void,
    private readonly failed: (where: string, error: unknown) => void,
  ) {
    // It does no harm when a closing page misses a message: the next page asks for a snapshot.
    this.feed = new PageFeed(source, (message) => void this.panel?.webview.postMessage(message), failed);
    this.subscriptions = [
      source.onDidChange((change) => this.feed.changed(change)),
      window.registerWebviewPanelSerializer(resultsPanelType, {
        deserializeWebviewPanel: async (panel) => this.adopt(panel),
      }),
    ];
  }

  /** Opens the panel or brings it to the front, and leaves the focus where it is unless `focus` is true. */
  show(focus = false): void {
    if (this.panel) this.panel.reveal(undefined, !focus);
    else this.open(focus).catch((error: unknown) => this.failed('showResults', error));
  }

  /** A menu of VS Code asks for something to be done with the rows that are selected. */
  choose(action: RowAction): void {
    this.feed.choose(action);
  }

  dispose(): void {
    this.feed.dispose();
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel?.dispose();
  }

  private async open(focus: boolean): Promise<void> {
    if (this.isOpening) return;
    this.isOpening = true;
    const viewColumn = await import('./columnForResults.js')
      .then(({ columnForResults }) => columnForResults())
      .finally(() => (this.isOpening = false));
    // VS Code may have restored it meanwhile.
    if (this.panel) return this.panel.reveal(undefined, !focus);
    this.adopt(
      window.createWebviewPanel(
        resultsPanelType,
        'Exotel Contacts Results',
        { viewColumn, preserveFocus: !focus },
        // A page that comes back to the front is whole in the same frame, and is sent nothing twice. It holds 10 bytes a row.
        { retainContextWhenHidden: true },
      ),
    );
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.feed.pageGone();
    void this.feed.seen(panel.visible);
    panel.iconPath = {
      light: vscode.Uri.joinPath(this.extensionUri, 'media', 'resultsLight.svg'),
      dark: vscode.Uri.joinPath(this.extensionUri, 'media', 'resultsDark.svg'),
    };
    panel.webview.options = {
      enableScripts: true,
      localResourceRoots: [vscode.Uri.joinPath(this.extensionUri, 'dist')],
      enableCommandUris: [commandId('openSample')],
    };
    const listeners = [
      panel.webview.onDidReceiveMessage((message: unknown) => this.received(panel, message)),
      panel.onDidChangeViewState(() => void this.feed.seen(panel.visible)),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.feed.pageGone();
    });
    panel.webview.html = pageHtml(panel.webview, this.extensionUri);
  }

  private async received(panel: vscode.WebviewPanel, untrusted: unknown): Promise<void> {
    try {
      await this.answer(panel, untrusted);
    } catch (error) {
      this.failed('page', error);
    }
  }

  private async answer(panel: vscode.WebviewPanel, untrusted: unknown): Promise<void> {
    const { readPageMessage } = await import('./pageMessage.js');
    const message = readPageMessage(untrusted);
    if (!message || panel !== this.panel) return;
    if (message.type === 'ready') await this.feed.pageReady();
    else if (isQuestion(message)) await this.feed.answer(message);
    else this.carryOut(message);
  }
}

const questions: ReadonlySet<string> = new Set<Question['type']>([
  'readTexts',
  'readDetails',
  'readRequests',
  'findRows',
  'sortRows',
]);

function isQuestion(message: Question | Wish): message is Question {
  return questions.has(message.type);
}
