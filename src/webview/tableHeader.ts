import { columnTitle, type ColumnKey } from '../core/results/columnKey';
import type { Head } from '../protocol';
import { element } from './element';
import type { FittedColumn } from './fitColumns';
import { Icon } from './icon';
import { cellClass } from './tableRow';
import type { Sort } from './viewState';

export interface HeaderEvents {
  sortBy(column: ColumnKey): void;
  /** Gives a column another width, in pixels. */
  resize(column: ColumnKey, width: number): void;
  /** Asks which columns are shown. `from`: what was clicked. */
  chooseColumns(from: HTMLElement): void;
}

const keyStep = 16;

/** The row of column titles; a click or Enter on a title sorts by it, and again the other way round. Its edge is dragged. */
export class TableHeader {
  cells: readonly HTMLElement[] = [];
  readonly element = element('div', { role: 'row', class: 'row header', 'aria-rowindex': '1' });
  private columns: readonly FittedColumn[] = [];
  private arrows: readonly Icon[] = [];

  constructor(private readonly events: HeaderEvents) {
    this.element.addEventListener('contextmenu', (event) => {
      // The menu of the columns comes in place of VS Code's, which has nothing for a header.
      event.preventDefault();
      event.stopPropagation();
      events.chooseColumns((event.target as HTMLElement).closest<HTMLElement>('.cell') ?? this.element);
    });
  }

  /** Makes the cells of these columns, or changes only their widths. */
  take(columns: readonly FittedColumn[], kind: Head['kind']): void {
    this.columns = columns;
    this.arrows = columns.map(() => new Icon());
    this.cells = columns.map(({ key }, index) => this.cell(key, index, columnTitle(key, kind)));
    this.element.replaceChildren(...this.cells);
  }

  takeWidths(columns: readonly FittedColumn[]): void {
    this.columns = columns;
  }

  show(sort: Sort): void {
    this.columns.forEach(({ key }, index) => {
      const sorted = key === sort.column;
      this.cells[index]!.setAttribute('aria-sort', sorted ? (sort.descending ? 'descending' : 'ascending') : 'none');
      this.arrows[index]!.set(sorted ? (sort.descending ? 'down' : 'up') : 'none');
    });
  }

  /** @returns whether the key was one of the header's */
  keyPressed(event: KeyboardEvent, index: number): boolean {
    const column = this.columns[index];
    if (!column) return false;
    const step = event.key === 'ArrowRight' ? keyStep : event.key === 'ArrowLeft' ? -keyStep : 0;
    if (event.shiftKey && step !== 0) this.events.resize(column.key, column.width + step);
    else if (!event.shiftKey && (event.key === 'Enter' || event.key === ' ')) this.events.sortBy(column.key);
    else return false;
    return true;
  }

  private cell(key: ColumnKey, index: number, title: string): HTMLElement {
    const grip = element('span', { class: 'grip' });
    const cell = element(
      'div',
      {
        role: 'columnheader',
        class: `cell ${cellClass(key)}`,
        'aria-colindex': String(index + 1),
        tabindex: '-1',
        title: `Sort by ${title.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())}. Shift with the left or right arrow key changes the width.`,
      },
      element('span', { class: 'text' }, title),
      this.arrows[index]!.element,
      grip,
    );
    cell.addEventListener('click', (event) => {
      if (event.target !== grip) this.events.sortBy(key);
    });
    grip.addEventListener('pointerdown', (event) => this.drag(event, grip, index));
    return cell;
  }

  private drag(down: PointerEvent, grip: HTMLElement, index: number): void {
    down.preventDefault();
    down.stopPropagation();
    const { key, width } = this.columns[index]!;
    grip.setPointerCapture(down.pointerId);
    const move = (event: PointerEvent): void => this.events.resize(key, width + event.clientX - down.clientX);
    grip.addEventListener('pointermove', move);
    grip.addEventListener('lostpointercapture', () => grip.removeEventListener('pointermove', move), { once: true });
  }
}
