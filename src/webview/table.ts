import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from '@tanstack/virtual-core';
import type { Head } from '../protocol';
import { columnIds } from './columns';
import type { ColumnId } from './columns';
import { element, setAttribute } from './element';
import { moveFocus } from './moveFocus';
import type { Place } from './moveFocus';
import { ResultRows } from './resultRows';
import { TableHeader } from './tableHeader';
import { TableRow } from './tableRow';
import type { Sort } from './viewState';

/** In pixels, as in VS Code's lists; page.css says the same. */
const rowHeight = 22;
const nearStep = 50;

export interface TableEvents {
  sortBy(column: ColumnId): void;
  /** A click or Enter on a row. `focus`: the keyboard goes along. */
  open(row: number, focus: boolean): void;
  /** Another row is the current one, or the table was scrolled. */
  moved(): void;
  /** These rows are in view or near it. */
  near(rows: Uint32Array): void;
}

/** The table: all rows counted, only those in view in the DOM, one tab stop, arrow keys from there. */
export class Table {
  readonly element = element('div', { role: 'grid', class: 'table', 'aria-label': 'Verdict for each row' });
  /** The row in focus, or last in focus, counted in the order of the file. */
  current: number | null = null;
  private readonly body = element('div', { role: 'rowgroup', class: 'body' });
  private readonly header: TableHeader;
  private readonly lines = new Map<number, TableRow>();
  private readonly spare: TableRow[] = [];
  private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  private rows = new ResultRows();
  private order: Uint32Array = new Uint32Array();
  private column = -1;
  private inHeader = false;
  private stop: HTMLElement | undefined;

  constructor(private readonly events: TableEvents) {
    this.header = new TableHeader((column) => events.sortBy(column));
    const head = element('div', { role: 'rowgroup', class: 'head' }, this.header.element);
    this.element.append(head, this.body);
    this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
      count: 0,
      getScrollElement: () => this.element,
      estimateSize: () => rowHeight,
      observeElementRect,
      observeElementOffset,
      scrollToFn: elementScroll,
      overscan: 8,
      scrollMargin: rowHeight,
      onChange: () => {
        this.paint();
        this.events.moved();
      },
    });
    this.element.addEventListener('keydown', (event) => this.keyPressed(event));
    this.element.addEventListener('focusin', (event) => this.focused(event.target as HTMLElement));
    this.body.addEventListener('click', (event) => this.clicked(event.target as HTMLElement));
  }

  /** To be called once the table is in the document. */
  attach(): void {
    this.virtualizer._didMount();
    this.virtualizer._willUpdate();
    // The details that open for the row in focus take room from the table.
    new ResizeObserver(() => {
      if (this.body.contains(document.activeElement)) this.keepInView();
    }).observe(this.element);
  }

  /** Titles for the rows of a run or the problems of a check. */
  describe(kind: Head['kind']): void {
    this.element.setAttribute('aria-label', kind === 'run' ? 'Verdict for each row' : 'Problems');
    this.header.describe(kind);
  }

  /** Shows these rows in this order; the current row stays current while it is among them. */
  show(rows: ResultRows, order: Uint32Array, sort: Sort): void {
    const { repeated } = rows;
    const hadFocus = this.body.contains(document.activeElement);
    const position = Math.max(0, this.position());
    this.rows = rows;
    this.order = order;
    if (this.current !== null && order.indexOf(this.current) < 0) {
      this.current = hadFocus ? (order[Math.min(position, order.length - 1)] ?? null) : null;
    }
    this.header.show(sort);
    this.element.classList.toggle('repeated', repeated);
    this.element.setAttribute('aria-rowcount', String(order.length + 1));
    this.element.setAttribute('aria-colcount', String(repeated ? columnIds.length : columnIds.length - 1));
    this.body.style.height = `${order.length * rowHeight}px`;
    this.virtualizer.setOptions({ ...this.virtualizer.options, count: order.length });
    this.virtualizer._willUpdate();
    this.paint();
    if (hadFocus && !this.body.contains(document.activeElement)) this.place()?.focus({ preventScroll: true });
  }

  /** After another filter or order was chosen: to the current row where there is one, else to the top. */
  settle(): void {
    if (this.current === null) this.scrollTop = 0;
    else this.keepInView();
  }

  /** Shows what changed in rows that kept their places. */
  paint(): void {
    const positions = new Set(this.virtualizer.getVirtualItems().map((item) => item.index));
    // The row in focus stays in the DOM wherever the table is scrolled, or the focus would be lost.
    positions.add(this.position());
    const wanted = new Set(Array.from(positions, (position) => this.order[position]));
    for (const [row, line] of this.lines) {
      if (wanted.has(row)) continue;
      this.lines.delete(row);
      this.spare.push(line);
      line.element.remove();
    }
    // From the last to the first, so that the DOM is in reading order and rows that stay are not moved.
    let next: HTMLElement | null = null;
    for (const position of [...positions].sort((a, b) => b - a)) {
      const row = this.order[position];
      if (row === undefined) continue;
      const line = this.lines.get(row) ?? this.spare.pop() ?? new TableRow();
      this.lines.set(row, line);
      line.show(row, position, this.rows.view(row), rowHeight);
      setAttribute(line.element, 'aria-selected', String(row === this.current));
      if (!line.element.isConnected || line.element.nextElementSibling !== next) {
        this.body.insertBefore(line.element, next);
      }
      next = line.element;
    }
    this.markStop();
    this.events.near(this.near());
  }

  get scrollTop(): number {
    return this.element.scrollTop;
  }

  set scrollTop(top: number) {
    this.element.scrollTop = top;
  }

  /** The columns in view; only the last one, the attempts, is ever hidden. */
  private columns(): number {
    return this.header.cells.filter((cell) => cell.checkVisibility()).length;
  }

  /** The rows in view and their neighbours, in steps, so that scrolling on a little adds nothing. */
  private near(): Uint32Array {
    const items = this.virtualizer.getVirtualItems();
    const first = Math.floor((items[0]?.index ?? 0) / nearStep) - 1;
    const last = Math.ceil((items.at(-1)?.index ?? 0) / nearStep) + 1;
    return this.order.subarray(Math.max(0, first * nearStep), last * nearStep);
  }

  private position(): number {
    return this.current === null ? (this.order.length > 0 ? 0 : -1) : this.order.indexOf(this.current);
  }

  /** The element of the place in focus, if it is in the DOM. */
  private place(): HTMLElement | undefined {
    const row = this.order[this.position()];
    if (this.inHeader || row === undefined) return this.header.cells[Math.max(0, this.column)];
    const line = this.lines.get(row);
    return this.column < 0 ? line?.element : line?.cells[this.column];
  }

  private markStop(): void {
    const stop = this.place();
    if (stop === this.stop && stop?.tabIndex === 0) return;
    this.stop?.setAttribute('tabindex', '-1');
    stop?.setAttribute('tabindex', '0');
    this.stop = stop;
  }

  private keepInView(): void {
    const top = this.position() * rowHeight;
    const lowest = top + 2 * rowHeight - this.element.clientHeight;
    this.scrollTop = Math.max(lowest, Math.min(top, this.scrollTop));
  }

  private goTo({ row, column }: Place): void {
    this.inHeader = row < 0;
    this.column = column;
    if (!this.inHeader) {
      this.current = this.order[row] ?? null;
      this.keepInView();
    }
    this.paint();
    this.place()?.focus({ preventScroll: true });
    this.events.moved();
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.altKey || event.shiftKey) return;
    const from = { row: this.inHeader ? -1 : this.position(), column: this.column };
    if (event.key === 'Enter' || (event.key === ' ' && this.inHeader)) {
      event.preventDefault();
      if (this.inHeader) this.header.cells[this.column]?.click();
      else if (this.current !== null) this.events.open(this.current, true);
      return;
    }
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 2);
    const size = { rows: this.order.length, columns: this.columns(), page };
    const to = moveFocus(from, event.key, event.ctrlKey || event.metaKey, size);
    if (!to) return;
    event.preventDefault();
    this.goTo(to);
  }

  /** Takes the focus to be where the browser put it, by a click, the Tab key or a screen reader. */
  private focused(target: HTMLElement): void {
    const header = this.header.cells.indexOf(target);
    this.inHeader = header >= 0;
    if (this.inHeader) this.column = header;
    else {
      const line = this.lineOf(target);
      if (!line) return;
      this.current = line.row;
      this.column = line.cells.indexOf(target);
    }
    this.paint();
    this.events.moved();
  }

  private clicked(target: HTMLElement): void {
    const line = this.lineOf(target);
    if (!line) return;
    this.column = -1;
    line.element.focus({ preventScroll: true });
    this.events.open(line.row, false);
  }

  private lineOf(target: HTMLElement): TableRow | undefined {
    const rowElement = target.closest('.row');
    for (const line of this.lines.values()) if (line.element === rowElement) return line;
    return undefined;
  }
}
