import { fieldIn, type ColumnKey } from '../core/results/columnKey';
import { element, setAttribute, setText } from './element';
import { Icon } from './icon';
import type { ResultRows } from './resultRows';
import { rowHeight } from './rowWindow';

/** The DOM of one row. It is handed from row to row while the table scrolls. */
export class TableRow {
  readonly element: HTMLElement;
  readonly cells: readonly HTMLElement[];
  private readonly icon = new Icon();
  private readonly texts: readonly HTMLElement[];
  private readonly edited = element(
    'span',
    { class: 'edited', title: 'Edited since this run' },
    new Icon('edited').element,
    element('span', { class: 'spoken' }, 'edited since'),
  );
  /** The row it shows, counted in the order of the file. */
  row = -1;
  /** Where it is in the table. */
  position = -1;

  constructor(private readonly columns: readonly ColumnKey[]) {
    this.texts = columns.map((column) =>
      element('span', { class: 'text', ...(isForeign(column) ? { dir: 'auto' } : {}) }),
    );
    this.cells = columns.map((column, index) =>
      element(
        'div',
        { role: 'gridcell', class: `cell ${cellClass(column)}`, 'aria-colindex': String(index + 1), tabindex: '-1' },
        ...(column === 'verdict' ? [this.icon.element] : []),
        this.texts[index]!,
      ),
    );
    this.element = element('div', { role: 'row', class: 'row', tabindex: '-1' }, ...this.cells);
    this.edited.hidden = true;
    this.cells[0]?.prepend(this.edited);
  }

  show(row: number, position: number, rows: ResultRows, isSelected: boolean): void {
    this.row = row;
    if (position !== this.position) {
      this.position = position;
      this.element.style.transform = `translateY(${position * rowHeight}px)`;
      this.element.setAttribute('aria-rowindex', String(position + 2));
      this.element.classList.toggle('odd', position % 2 === 1);
    }
    this.columns.forEach((column, index) => {
      const text = rows.text(row, column);
      setText(this.texts[index]!, text);
      if (column !== 'line' && column !== 'attempts') setAttribute(this.cells[index]!, 'title', text);
    });
    this.icon.set(rows.state(row));
    this.edited.hidden = !rows.isEdited(row);
    setAttribute(this.element, 'aria-selected', String(isSelected));
  }
}

/** Whether its texts are not ours, and may be in a script that is read from right to left. */
function isForeign(column: ColumnKey): boolean {
  return column === 'message' || fieldIn(column) !== undefined;
}

export function cellClass(column: ColumnKey): string {
  return fieldIn(column) === undefined ? column : 'field';
}
