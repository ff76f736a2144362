import { cellTexts } from './columns';
import { element, setText } from './element';
import { Icon } from './icon';
import type { RowView } from './resultRows';

/** The current row in full, below the table, which has to cut long texts. */
export class Details {
  private readonly icon = new Icon();
  private readonly title = element('span');
  private readonly sid = element('span', { class: 'sid' });
  private readonly message = element('p');
  readonly element = element(
    'section',
    { class: 'details', 'aria-label': 'Row in full', tabindex: '0' },
    element('div', { class: 'first' }, element('span', { class: 'what' }, this.icon.element, this.title), this.sid),
    this.message,
  );

  constructor() {
    this.element.hidden = true;
  }

  show(row: RowView | undefined): void {
    this.element.hidden = !row;
    if (!row) return;
    const [line, sid, verdict, code, message, attempts] = cellTexts(row);
    this.icon.set(row[2] ?? 'pending');
    setText(
      this.title,
      `Line ${line}: ${verdict}${code ? ` (${code})` : ''}${row[5] > 1 ? `, ${attempts} attempts` : ''}`,
    );
    setText(this.sid, sid!);
    setText(this.message, message!);
  }
}
