import { cellTexts, columnIds } from './columns';
import type { ColumnId } from './columns';
import { element, setAttribute, setText } from './element';
import { Icon } from './icon';
import type { RowView } from './resultRows';

/** The DOM of one row. It is handed from row to row while the table scrolls. */
export class TableRow {
  readonly element: HTMLElement;
  readonly cells: readonly HTMLElement[];
  private readonly icon = new Icon();
  private readonly texts: readonly HTMLElement[];
  /** The row it shows, counted in the order of the file. */
  row = -1;
  /** Where it is in the table. */
  position = -1;

  constructor() {
    this.texts = columnIds.map(() => element('span', { class: 'text' }));
    this.cells = columnIds.map((column, index) =>
      element('div', { role: 'gridcell', class: `cell ${column}`, 'aria-colindex': String(index + 1), tabindex: '-1' }),
    );
    this.cells.forEach((cell, index) => cell.append(this.texts[index]!));
    this.cells[columnIds.indexOf('verdict')]!.prepend(this.icon.element);
    this.element = element('div', { role: 'row', class: 'row', tabindex: '-1' }, ...this.cells);
  }

  show(row: number, position: number, view: RowView, rowHeight: number): void {
    this.row = row;
    if (position !== this.position) {
      this.position = position;
      this.element.style.transform = `translateY(${position * rowHeight}px)`;
      this.element.setAttribute('aria-rowindex', String(position + 2));
      this.element.classList.toggle('odd', position % 2 === 1);
    }
    cellTexts(view).forEach((text, index) => {
      setText(this.texts[index]!, text);
      if (hoverable.has(columnIds[index]!)) setAttribute(this.cells[index]!, 'title', text);
    });
    this.icon.set(view[2] ?? 'pending');
  }
}

/** Columns that may be too narrow for their text. */
const hoverable: ReadonlySet<ColumnId> = new Set<ColumnId>(['sid', 'verdict', 'code', 'message']);
