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

  constructor() {
    this.element.hidden = true;
  }

  /** @param details undefined while they are on their way */
  show(rows: ResultRows, row: number | null, details: RowDetails | undefined): void {
    this.element.hidden = row === null;
    if (row === null) return;
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
    this.list(details);
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
