import { fieldIn, type ColumnKey } from '../core/results/columnKey';
import type { Question, TextColumn, ToPage } from '../protocol';
import type { Arrangement, Replies } from './arrangeRows';
import type { ResultRows } from './resultRows';

type Reply = Extract<ToPage, { type: 'rowsFound' | 'rowsSorted' }> & { readonly isPartial?: boolean };
type Ask = (question: Question) => void;

/** As many rows are asked for at once as the extension takes. */
const mostAsked = 1000;

/** Asks the extension for what the page does not hold: the texts of rows in view, and which rows have a text, or their order by it. */
export class Questions {
  private found: Extract<Reply, { type: 'rowsFound' }> | undefined;
  private sorted: Extract<Reply, { type: 'rowsSorted' }> | undefined;
  private readonly asked = new Set<number>();
  /** One question at a time: what is typed meanwhile is asked when it is answered. */
  private isWaiting = false;
  /** What the reply on its way says may be outdated. */
  private isOutdated = false;

  constructor(private readonly ask: Ask) {}

  /** After a snapshot: what was known and asked about the rows before is void. */
  startAnew(): void {
    this.found = this.sorted = undefined;
    this.asked.clear();
    this.isWaiting = this.isOutdated = false;
  }

  /** What this arrangement needs; undefined, and asked for, where it is not there yet. */
  repliesFor(id: string, { text, sort }: Arrangement, rows: ResultRows): Replies | undefined {
    const column = textColumn(sort.column, rows);
    const { found, sorted } = this;
    const lacksFound = text.trim() !== '' && found?.text !== text;
    const lacksOrder = column && !(sorted?.column === column && sorted.descending === sort.descending);
    if (lacksFound) this.askOne({ type: 'findRows', id, text });
    else if (lacksOrder) this.askOne({ type: 'sortRows', id, column, descending: sort.descending });
    else return { found: text.trim() ? found?.found : undefined, order: column ? sorted?.order : undefined };
    return undefined;
  }

  take(reply: Reply): void {
    const { isOutdated } = this;
    if (!reply.isPartial) this.isWaiting = this.isOutdated = false;
    if (isOutdated) return;
    if (reply.type === 'rowsFound') this.found = reply;
    else this.sorted = reply;
  }

  /** Results changed whose messages only the extension holds. */
  messagesChanged(): void {
    this.isOutdated = this.isWaiting;
    this.found = undefined;
    if (this.sorted?.column === 'message') this.sorted = undefined;
  }

  /** The file's own fields came to hand, or went. */
  fieldsChanged(): void {
    this.isOutdated = this.isWaiting;
    this.found = this.sorted = undefined;
    this.asked.clear();
  }

  /** Asks for the texts of those rows that have none yet. */
  readTexts(id: string, rows: ResultRows, wanted: Iterable<number>): void {
    const missing = [...wanted].filter((row) => !rows.hasTexts(row) && !this.asked.has(row)).slice(0, mostAsked);
    if (missing.length === 0) return;
    for (const row of missing) this.asked.add(row);
    this.ask({ type: 'readTexts', id, rows: missing });
  }

  textsRead(rows: readonly number[]): void {
    for (const row of rows) this.asked.delete(row);
  }

  private askOne(question: Question): void {
    if (this.isWaiting) return;
    this.isWaiting = true;
    this.ask(question);
  }
}

/** The column, where only the extension can sort by it. */
function textColumn(column: ColumnKey, rows: ResultRows): TextColumn | undefined {
  const field = fieldIn(column);
  if (field !== undefined) return rows.fields.includes(field) ? (column as TextColumn) : undefined;
  return column === 'sid' || (column === 'message' && rows.cut) ? column : undefined;
}
