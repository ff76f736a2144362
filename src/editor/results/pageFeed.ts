import type { Head, Question, RowTexts, ToPage } from '../../protocol';
import { finishInSlices } from '../../core/steps';
import { SentColumns, type TableRows } from './sentColumns';

/**
 * What changed in a source. `all`: something else is shown. `head`: only what is above the table. Numbers: the rows with a
 * new result; the head is read again with them.
 */
export type SourceChange = 'all' | 'head' | readonly number[];

/** What the page shows. */
export interface ResultsSource {
  readonly id: string | undefined;
  /** Null while there is nothing to show; then there are no rows either. */
  head(): Head | null;
  readonly rows: TableRows;
}

type Fact = ToPage extends infer Message ? (Message extends ToPage ? Omit<Message, 'seq'> : never) : never;

const batchMs = 100;

/**
 * Sends the page what it shows: all rows once, in columns, then what changed, about ten times a second. A page that is out of sight
 * is sent nothing until it is seen again, and then no more than what changed meanwhile.
 */
export class PageFeed {
  private seq = 0;
  /** What the page has, or is about to get; undefined before it asked for it. */
  private sent: SentColumns | undefined;
  private isSnapshotSent = false;
  private isSeen = true;
  private due: 'nothing' | 'changes' | 'snapshot' = 'nothing';
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly source: ResultsSource,
    private readonly post: (message: ToPage) => void,
  ) {}

  /** The page is there, and has nothing. Resolves when it was sent what is shown. */
  async pageReady(): Promise<void> {
    await this.sendSnapshot();
  }

  pageGone(): void {
    this.dispose();
    this.sent = undefined;
    this.due = 'nothing';
  }

  /** Whether the page is in sight. Resolves when it was sent what it missed. */
  async seen(isSeen: boolean): Promise<void> {
    this.isSeen = isSeen;
    await this.flush();
  }

  /** To be called as often as the source changes. */
  changed(change: SourceChange): void {
    if (!this.sent) return;
    if (change === 'all') {
      this.due = 'snapshot';
      void this.flush();
      return;
    }
    if (this.due !== 'snapshot') this.due = 'changes';
    if (change !== 'head') this.sent.touch(change);
    if (this.isSeen) this.timer ??= setTimeout(() => void this.flush(), batchMs);
  }

  /** Replies, unless something else is shown by then: the page gets a snapshot of that. */
  async answer(question: Question): Promise<void> {
    const { sent } = this;
    const { id, rows } = this.source;
    if (!sent || !this.isSnapshotSent || question.id !== id) return;
    switch (question.type) {
      case 'readTexts': {
        const known = question.rows.filter((row) => row < rows.count);
        const texts = known.map((row): RowTexts => {
          const [, code, message] = rows.result(row);
          return [rows.sid(row), code, message];
        });
        return this.send({ type: 'textsRead', id, rows: known, texts });
      }
      case 'findRows': {
        const { findRows } = await import('./findRows.js');
        const found = await finishInSlices(findRows(rows, sent, question.text));
        if (sent === this.sent) this.send({ ...question, type: 'rowsFound', found });
        return;
      }
      case 'sortRows': {
        const { orderByText } = await import('./orderByText.js');
        const textOf =
          question.column === 'sid' ? (row: number) => rows.sid(row) : (row: number) => rows.result(row)[2];
        const order = await finishInSlices(orderByText(rows.count, textOf, question.descending));
        if (sent === this.sent) this.send({ ...question, type: 'rowsSorted', order });
      }
    }
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async flush(): Promise<void> {
    this.dispose();
    if (!this.isSeen || this.due === 'nothing') return;
    if (this.due === 'snapshot') await this.sendSnapshot();
    else if (this.isSnapshotSent) this.sendChanges();
  }

  private async sendSnapshot(): Promise<void> {
    this.due = 'nothing';
    this.isSnapshotSent = false;
    const sent = (this.sent = new SentColumns(this.source.rows));
    const columns = await finishInSlices(sent.columns());
    if (sent !== this.sent) return;
    this.isSnapshotSent = true;
    this.send({ type: 'snapshot', head: this.source.head(), columns });
    await this.flush();
  }

  private sendChanges(): void {
    this.due = 'nothing';
    const head = this.source.head();
    if (!head) return;
    const changes = this.sent?.takeChanges();
    this.send(changes ? { type: 'rowsFinished', head, changes } : { type: 'headChanged', head });
  }

  private send(fact: Fact): void {
    this.post({ ...fact, seq: ++this.seq });
  }
}
