import type { RowDetails } from '../protocol';
import { element, setText } from './element';
import { Icon } from './icon';
import type { ResultRows } from './resultRows';

/** The current row in full, below the table, which has to cut long texts: what Exotel said, what to do, and what was sent. */
export class Details {
  private readonly icon = new Icon();
  private readonly title = element('span');
  private readonly sid = element('span', { class: 'sid' });
  private readonly message = element('p', { class: 'message', dir: 'auto' });
  private readonly advice = element('span', { class: 'text' });
  private readonly link = element('a');
  private readonly help = element('p', { class: 'help' }, this.advice, ' ', this.link);
  private readonly heading = element('h2');
  private readonly fields = element('dl');
  private readonly sent = element('div', { class: 'sent' }, this.heading, this.fields);
  readonly element = element(
    'section',
    { class: 'details', 'aria-label': 'Row in full', tabindex: '0' },
    element(
      'div',
      { class: 'said' },
      element('div', { class: 'first' }, element('span', { class: 'what' }, this.icon.element, this.title), this.sid),
      this.message,
      this.help,
    ),
    this.sent,
  );
  private listed: RowDetails | undefined;
  /** The row that the details are of, as long as its result is the same. */
  private key = '';
  private details: RowDetails | undefined;

  /** @param ask asks the extension for the details of a row, which `take` is given */
  constructor(private readonly ask: (row: number) => void) {
    this.element.hidden = true;
  }

  forget(): void {
    this.key = '';
  }

  take(rows: ResultRows, row: number, details: RowDetails): void {
    if (this.key !== keyOf(rows, row)) return;
    this.details = details;
    this.list(details);
  }

  show(rows: ResultRows, row: number | null): void {
    this.element.hidden = row === null;
    if (row === null) return;
    if (this.key !== keyOf(rows, row)) {
      this.key = keyOf(rows, row);
      this.details = undefined;
      this.ask(row);
    }
    const text = (column: 'line' | 'verdict' | 'code' | 'sid' | 'message') => rows.text(row, column);
    const attempts = rows.view(row)[5];
    this.icon.set(rows.state(row));
    const code = text('code');
    const facts = [
      `Line ${text('line')}: ${text('verdict')}${code ? ` (${code})` : ''}`,
      ...(attempts > 1 ? [`${attempts} attempts`] : []),
      ...(rows.isEdited(row) ? ['edited since'] : []),
    ];
    setText(this.title, facts.join(', '));
    setText(this.sid, text('sid'));
    setText(this.message, text('message'));
    this.list(this.details);
  }

  private list(details: RowDetails | undefined): void {
    if (details === this.listed) return;
    this.listed = details;
    const { fields = [], isSent, advice } = details ?? {};
    const { text = '', link } = advice ?? {};
    setText(this.advice, text);
    this.link.hidden = !link;
    if (link) {
      this.link.href = link.url;
      setText(this.link, link.title);
    }
    this.help.hidden = text === '' && !link;
    setText(this.heading, isSent ? 'Sent' : 'In the file');
    this.sent.hidden = fields.length === 0;
    this.fields.replaceChildren(
      ...fields.flatMap(([field, value]) => [element('dt', {}, field), element('dd', { dir: 'auto' }, value)]),
    );
  }
}

function keyOf(rows: ResultRows, row: number): string {
  return `${row} ${rows.resultOf[row]} ${rows.fields.length}`;
}
