import { isDone } from '../../core/outcome';
import type { Head, Question, RequestView, RowAction, RowDetails, RowTexts, ToPage } from '../../protocol';
import { rowBits } from '../../core/rowBits';
import { finishInSlices } from '../../core/steps';
import type { RowOrders } from './rowOrders';
import { SentColumns, type TableRows } from './sentColumns';

/**
 * What changed in a source. `all`: something else is shown. `head`: only what is above the table. `edited`: which rows were edited
 * since. Numbers: the rows with a new result; the head is read again with them.
 */
export type SourceChange = 'all' | 'head' | 'edited' | readonly number[];

/** What the page shows. */
export interface ResultsSource {
  readonly id: string | undefined;
  /** Null while there is nothing to show; then there are no rows either. */
  head(): Head | null;
  readonly rows: TableRows;
  /** One bit for each row that was edited in the file since it was read; undefined where that is not known, or none was. */
  edited?(): Uint8Array | undefined;
  /** In the order in which they were sent. */
  requests?(): readonly RequestView[];
}

type Fact = ToPage extends infer Message ? (Message extends ToPage ? Omit<Message, 'seq'> : never) : never;

const batchMs = 100;
/** After that, a search shows what it has found. */
const earlyMs = 50;

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
  private isEditedDue = false;
  private chosen: RowAction | undefined;
  private due: 'nothing' | 'changes' | 'snapshot' = 'nothing';
  private timer: NodeJS.Timeout | undefined;
  private orders: RowOrders | undefined;
  private isFailing = false;

  /** @param failed is told of each bug. The page gets something all the same: it would wait forever. */
  constructor(
    private readonly source: ResultsSource,
    private readonly post: (message: ToPage) => void,
    private readonly failed: (where: string, error: unknown) => void,
  ) {}

  /** The page is there, and has nothing. Resolves when it was sent what is shown. */
  async pageReady(): Promise<void> {
    await this.attempt(() => this.sendSnapshot());
  }

  pageGone(): void {
    this.dispose();
    this.sent = undefined;
    this.orders = undefined;
    this.isSnapshotSent = false;
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
    if (change === 'edited') this.isEditedDue = true;
    else if (this.due !== 'snapshot') this.due = 'changes';
    if (typeof change !== 'string') this.sent.touch(change);
    if (this.isSeen) this.timer ??= setTimeout(() => void this.flush(), batchMs);
  }

  /** Replies, unless something else is shown by then: the page gets a snapshot of that. */
  async answer(question: Question): Promise<void> {
    const { sent } = this;
    const { id, rows } = this.source;
    if (!sent || !this.isSnapshotSent || question.id !== id) return;
    try {
      await this.reply(question, sent, rows);
    } catch (error) {
      this.failed(question.type, error);
      const reply = replyWithout(question, rows.count);
      if (reply && sent === this.sent) this.send(reply);
    }
  }

  private async reply(question: Question, sent: SentColumns, rows: TableRows): Promise<void> {
    const { id } = question;
    switch (question.type) {
      case 'readTexts': {
        const known = question.rows.filter((row) => row < rows.count);
        return this.send({ type: 'textsRead', id, rows: known, texts: known.map((row) => textsOf(rows, row)) });
      }
      case 'readDetails': {
        const { row } = question;
        if (row < rows.count) this.send({ type: 'detailsRead', id, row, details: detailsOf(rows, row) });
        return;
      }
      case 'readRequests':
        return this.send({ type: 'requestsRead', id, requests: this.source.requests?.() ?? [] });
      case 'findRows': {
        const { RowSearch } = await import('./rowSearch.js');
        const search = new RowSearch(rows, sent, question.text);
        const reply = (found: Uint8Array, isPartial: boolean) => {
          if (sent === this.sent) this.send({ ...question, type: 'rowsFound', found, isPartial });
        };
        const replyEarly = () => void this.attempt(() => reply(search.soFar(), true));
        const early = setTimeout(replyEarly, earlyMs);
        const found = await finishInSlices(search.run()).finally(() => clearTimeout(early));
        return reply(found, false);
      }
      case 'sortRows': {
        const { RowOrders } = await import('./rowOrders.js');
        this.orders ??= new RowOrders();
        const order = await this.orders.order(rows, question.column, question.descending);
        if (sent === this.sent) this.send({ ...question, type: 'rowsSorted', order });
      }
    }
  }

  /** A menu of VS Code asks for something to be done with the rows that are selected. */
  choose(action: RowAction): void {
    // A page that was only just opened gets it after its rows.
    if (this.isSnapshotSent) this.send({ type: 'actionChosen', action });
    else this.chosen = action;
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
  }

  private async flush(): Promise<void> {
    this.dispose();
    if (!this.isSeen) return;
    await this.attempt(async () => {
      if (this.due === 'snapshot') await this.sendSnapshot();
      else if (this.due === 'changes' && this.isSnapshotSent) this.sendChanges();
      if (this.isEditedDue && this.isSnapshotSent) this.sendEdited();
      this.isFailing = false;
    });
  }

  /** Where something cannot be sent, everything is due again with the next change. Ten failures a second are told once. */
  private async attempt(send: () => void | Promise<void>): Promise<void> {
    try {
      await send();
    } catch (error) {
      this.due = 'snapshot';
      if (!this.isFailing) this.failed('results', error);
      this.isFailing = true;
    }
  }

  private async sendSnapshot(): Promise<void> {
    this.due = 'nothing';
    this.isSnapshotSent = false;
    const sent = (this.sent = new SentColumns(this.source.rows));
    const columns = await finishInSlices(sent.columns());
    if (sent !== this.sent) return;
    this.isSnapshotSent = true;
    this.send({ type: 'snapshot', head: this.source.head(), columns });
    this.isEditedDue = this.source.edited?.() !== undefined;
    await this.flush();
    if (this.chosen) this.send({ type: 'actionChosen', action: this.chosen });
    this.chosen = undefined;
  }

  private sendChanges(): void {
    this.due = 'nothing';
    const head = this.source.head();
    if (!head) return;
    const changes = this.sent?.takeChanges();
    this.send(changes ? { type: 'rowsFinished', head, changes } : { type: 'headChanged', head });
  }

  private sendEdited(): void {
    this.isEditedDue = false;
    const { id } = this.source;
    const edited = this.source.edited?.();
    if (id !== undefined && edited) this.send({ type: 'rowsEdited', id, edited });
  }

  private send(fact: Fact): void {
    this.post({ ...fact, seq: ++this.seq });
  }
}

/** What the page can go on with: no text of the rows, nothing found, the order of the file. Undefined where it does not wait. */
function replyWithout(question: Question, count: number): Fact | undefined {
  switch (question.type) {
    case 'readTexts':
      return { ...question, type: 'textsRead', texts: question.rows.map(() => ['', '', '', []]) };
    case 'findRows':
      return { ...question, type: 'rowsFound', found: rowBits(count), isPartial: false };
    case 'sortRows':
      return { ...question, type: 'rowsSorted', order: Uint32Array.from({ length: count }, (_, row) => row) };
    case 'readDetails':
    case 'readRequests':
      return undefined;
  }
}

function textsOf(rows: TableRows, row: number): RowTexts {
  const [, code, message] = rows.result(row);
  const fileRow = rows.fileRow(row);
  const fields = rows.texts && fileRow !== undefined ? rows.texts.texts(fileRow) : [];
  return [rows.sid(row), code, message, fields];
}

function detailsOf(rows: TableRows, row: number): RowDetails {
  const { texts } = rows;
  const fileRow = rows.fileRow(row);
  const keptFrom = rows.keptFrom(row);
  const [verdict, , , attempts] = rows.result(row);
  // Kept it is only as long as the row says the same. A record has no attempts of earlier runs.
  const isSent = attempts > 0 || (keptFrom !== undefined && (isDone(verdict) || verdict === 'rejected'));
  const inFile = (at: number) => texts!.names.map((name, index) => [name, texts!.texts(at)[index]!] as const);
  const fields = !texts || fileRow === undefined ? [] : isSent ? texts.sent(fileRow) : inFile(fileRow);
  return {
    fields: fields.filter(([, value]) => isSent || value !== ''),
    isSent,
    advice: rows.advice(row),
    ...(keptFrom && { keptFrom }),
  };
}
