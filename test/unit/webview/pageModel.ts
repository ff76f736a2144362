import { PageFeed, type ResultsSource } from '../../../src/editor/results/pageFeed';
import type { Question, ToPage } from '../../../src/protocol';
import { arrangeRows, type Arrangement } from '../../../src/webview/arrangeRows';
import { Inbox } from '../../../src/webview/inbox';
import { Questions } from '../../../src/webview/questions';
import { ResultRows, type RowView } from '../../../src/webview/resultRows';
import { fail } from '../../listedResults';
import { bytesOf, receivedMessage, sentMessage } from '../../webviewMessage';

/** The results page without its DOM, and what it is sent. */
export class PageModel {
  readonly feed: PageFeed;
  /** Type and bytes of each message. */
  readonly log: { readonly type: ToPage['type']; readonly bytes: number }[] = [];
  rows = new ResultRows();
  private readonly inbox = new Inbox();
  private replies: Promise<void>[] = [];
  private readonly questions = new Questions((question: Question) => this.replies.push(this.feed.answer(question)));

  private constructor(
    private readonly source: ResultsSource,
    failed: (where: string, error: unknown) => void,
  ) {
    const post = (message: ToPage) => {
      const sent = sentMessage(message);
      this.log.push({ type: message.type, bytes: bytesOf(sent) });
      this.take(receivedMessage(sent));
    };
    this.feed = new PageFeed(source, post, failed);
  }

  /** A page that has been sent what it shows. */
  static async of(source: ResultsSource, failed: (where: string, error: unknown) => void = fail): Promise<PageModel> {
    const page = new PageModel(source, failed);
    await page.feed.pageReady();
    return page;
  }

  get bytes(): number {
    return this.log.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  async arrange(arrangement: Arrangement): Promise<number[]> {
    for (;;) {
      const replies = this.questions.repliesFor(this.source.id!, arrangement, this.rows);
      if (replies) return [...arrangeRows(this.rows, arrangement, replies)];
      await this.answered();
    }
  }

  async views(rows: readonly number[]): Promise<RowView[]> {
    this.questions.readTexts(this.source.id!, this.rows, rows);
    await this.answered();
    return rows.map((row) => this.rows.view(row));
  }

  private async answered(): Promise<void> {
    await Promise.all(this.replies);
    this.replies = [];
  }

  private take(untrusted: unknown): void {
    const message = this.inbox.take(untrusted);
    if (message === 'ignore') return;
    if (message === 'askAgain') throw new Error('a message went missing');
    switch (message.type) {
      case 'snapshot':
        this.rows = new ResultRows(message.columns);
        this.questions.startAnew();
        break;
      case 'rowsFinished':
        this.rows.takeOver(message.changes);
        if (this.rows.cut) this.questions.messagesChanged();
        break;
      case 'headChanged':
        break;
      case 'textsRead':
        this.rows.takeTexts(message.rows, message.texts);
        this.questions.textsRead(message.rows);
        break;
      case 'rowsFound':
      case 'rowsSorted':
        this.questions.take(message);
        break;
      case 'rowsEdited':
        this.rows.takeEdited(message.edited);
        break;
      case 'detailsRead':
      case 'requestsRead':
      case 'actionChosen':
    }
  }
}
