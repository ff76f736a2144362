import * as vscode from 'vscode';
import type { Head, RowChange, RowView, ToPage, Wish } from '../../protocol';
import { commandId, resultsPanelType } from '../ids';
import { pageHtml } from './pageHtml';

/**
 * What changed in a source. `all`: something else is shown. `head`: only what stands above the table. Numbers: the rows with a
 * new verdict; the head is read again with them.
 */
export type SourceChange = 'all' | 'head' | readonly number[];

/** What the panel shows, as the panel sees it. Rows are numbered from 0. */
export interface ResultsSource {
  /** Null while there is nothing to show; then there are no rows either. */
  head(): Head | null;
  readonly rowCount: number;
  /** Asked only for `0 <= row < rowCount`. */
  rowView(row: number): RowView;
  /** May fire as often as it likes: the panel gathers changes and sends them about ten times a second. */
  readonly onDidChange: vscode.Event<SourceChange>;
}

type Fact = ToPage extends infer Message ? (Message extends ToPage ? Omit<Message, 'seq'> : never) : never;

const batchMs = 100;

/** The editor tab with the results. There is at most one; it can be closed and shown again. */
export class ResultsPanel implements vscode.Disposable {
  private panel: vscode.WebviewPanel | undefined;
  private seq = 0;
  /** The page asked for a snapshot and has not been hidden since. */
  private listening = false;
  private readonly changedRows = new Set<number>();
  private timer: NodeJS.Timeout | undefined;
  private readonly subscriptions: vscode.Disposable[];

  /** `carryOut` is given each wish, as the page sent it; its failures are its own business. */
  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly source: ResultsSource,
    private readonly carryOut: (wish: Wish) => void,
  ) {
    this.subscriptions = [
      source.onDidChange((change) => this.sourceChanged(change)),
      vscode.window.registerWebviewPanelSerializer(resultsPanelType, {
        deserializeWebviewPanel: async (panel) => this.adopt(panel),
      }),
    ];
  }

  /** Opens the panel or brings it to the front, and leaves the focus where it is unless `focus` is true. */
  show(focus = false): void {
    if (this.panel) {
      this.panel.reveal(undefined, !focus);
      return;
    }
    const somethingOpen = vscode.window.tabGroups.activeTabGroup.tabs.length > 0;
    const viewColumn = somethingOpen ? vscode.ViewColumn.Beside : vscode.ViewColumn.Active;
    this.adopt(
      vscode.window.createWebviewPanel(resultsPanelType, 'Exotel Contacts Results', {
        viewColumn,
        preserveFocus: !focus,
      }),
    );
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const subscription of this.subscriptions) subscription.dispose();
    this.panel?.dispose();
  }

  private adopt(panel: vscode.WebviewPanel): void {
    this.panel?.dispose();
    this.panel = panel;
    this.listening = false;
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
      panel.onDidChangeViewState(() => {
        // Hiding destroys the page; its successor says `ready` when it is there.
        if (!panel.visible) this.listening = false;
      }),
    ];
    panel.onDidDispose(() => {
      for (const listener of listeners) listener.dispose();
      if (this.panel !== panel) return;
      this.panel = undefined;
      this.listening = false;
    });
    panel.webview.html = pageHtml(panel.webview, this.extensionUri);
  }

  private async received(panel: vscode.WebviewPanel, untrusted: unknown): Promise<void> {
    const { readPageMessage } = await import('./pageMessage.js');
    const message = readPageMessage(untrusted);
    if (!message || panel !== this.panel) return;
    if (message.type === 'ready') {
      this.listening = true;
      this.sendSnapshot();
    } else {
      this.carryOut(message);
    }
  }

  private sourceChanged(change: SourceChange): void {
    if (!this.listening) return;
    if (change === 'all') {
      this.sendSnapshot();
      return;
    }
    if (change !== 'head') for (const row of change) this.changedRows.add(row);
    this.timer ??= setTimeout(() => this.sendChanges(), batchMs);
  }

  private sendSnapshot(): void {
    this.forgetChanges();
    const head = this.source.head();
    const rows = Array.from({ length: this.source.rowCount }, (_, row) => this.source.rowView(row));
    this.send({ type: 'snapshot', head, rows });
  }

  private sendChanges(): void {
    const rows = Array.from(this.changedRows, (row): RowChange => {
      const [, , ...rest] = this.source.rowView(row);
      return [row, ...rest];
    });
    this.forgetChanges();
    const head = this.source.head();
    if (!this.listening || !head) return;
    if (rows.length > 0) this.send({ type: 'rowsFinished', head, rows });
    else this.send({ type: 'headChanged', head });
  }

  private forgetChanges(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.changedRows.clear();
  }

  private send(fact: Fact): void {
    // A message that a closing page misses is no loss: the next page asks for a snapshot.
    void this.panel?.webview.postMessage({ ...fact, seq: ++this.seq } satisfies ToPage);
  }
}
