import type { RowDetails } from '../protocol';
import { element, setText } from './element';
import { momentText } from './headText';
import { Icon } from './icon';
import type { ResultRows } from './resultRows';

/** The current row in full, below the table, which has to cut long texts: what Exotel said, what to do, and what was sent. */
export class Details {
  private readonly icon = new Icon();
  private readonly title = element('span');
  private readonly sid = element('span', { class: 'sid' });
  private readonly keptTime = element('button', { type: 'button', class: 'link', title: 'Show that run' });
  private readonly kept = element('span', { class: 'kept' }, 'in the run of ', this.keptTime);
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
      element(
        'div',
        { class: 'first' },
        element('span', { class: 'what' }, this.icon.element, this.title),
        this.kept,
        this.sid,
      ),
      this.message,
      this.help,
    ),
    this.sent,
  );
  private listed: RowDetails | undefined;
  /** The row that the details are of, as long as its result is the same. */
  private key = '';
  private details: RowDetails | undefined;

  /**
   * @param ask asks the extension for the details of a row, which `take` is given
   * @param showRun shows the run that the verdict of a row was kept from
   */
  constructor(
    private readonly ask: (row: number) => void,
    showRun: (runId: string) => void,
  ) {
    this.element.hidden = true;
    this.kept.hidden = true;
    this.keptTime.addEventListener('click', () => this.details?.keptFrom && showRun(this.details.keptFrom.runId));
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
    const { fields = [], isSent, advice, keptFrom } = details ?? {};
    this.kept.hidden = !keptFrom;
    if (keptFrom) setText(this.keptTime, momentText(keptFrom.startedAt, Date.now()));
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
