import type { ColumnKey } from '../core/results/columnKey';
import type { Head } from '../protocol';
import { element } from './element';
import type { FittedColumn } from './fitColumns';
import { moveFocus, type Place } from './moveFocus';
import { ResultRows } from './resultRows';
import { rowHeight, rowWindow } from './rowWindow';
import { Selection } from './selection';
import { TableHeader, type HeaderEvents } from './tableHeader';
import { TableRow } from './tableRow';
import type { Sort } from './viewState';

const nearStep = 50;
/** In pixels: a verdict with less is its icon alone. */
const leastForWord = 70;

export interface TableEvents extends HeaderEvents {
  /** A click or Enter on a row. `focus`: the keyboard goes along. */
  open(row: number, focus: boolean): void;
  /** Another row is the current one. `byKey`: it was not clicked. */
  moved(byKey: boolean): void;
  scrolled(): void;
  /** These rows are in view or near it. */
  near(rows: Uint32Array): void;
  /** Other rows are selected. */
  selected(): void;
  /** A character was typed, to look for what begins with it. */
  typed(character: string): void;
}

/** The table: all rows counted, only those in view in the DOM, one tab stop, arrow keys from there. */
const tableLabels = { run: 'Verdict for each row', check: 'Problems', preview: 'What the update would change' };

export class Table {
  readonly element = element('div', {
    role: 'grid',
    class: 'table',
    'aria-label': 'Verdict for each row',
    'aria-multiselectable': 'true',
    'aria-keyshortcuts': 'Shift+? Alt+F1',
    'aria-description': 'Press question mark or Alt+F1 for keyboard shortcuts',
  });
  /** The row in focus, or last in focus, counted in the order of the file. */
  current: number | null = null;
  selection = new Selection(0);
  private readonly body = element('div', { role: 'rowgroup', class: 'body' });
  private readonly header: TableHeader;
  private readonly lines = new Map<number, TableRow>();
  private spare: TableRow[] = [];
  private columns: readonly ColumnKey[] = [];
  private kind: Head['kind'] = 'run';
  private rows = new ResultRows();
  private sort: Sort = { column: 'line', descending: false };
  private order: Uint32Array = new Uint32Array();
  /** Where the current row is in the order; -1 where it is not. */
  private at = -1;
  private column = -1;
  private inHeader = false;
  private isPressed = false;
  private stop: HTMLElement | undefined;

  constructor(private readonly events: TableEvents) {
    this.header = new TableHeader(events);
    const head = element('div', { role: 'rowgroup', class: 'head' }, this.header.element);
    this.element.append(head, this.body);
    this.element.addEventListener('keydown', (event) => this.keyPressed(event));
    this.element.addEventListener('focusin', (event) => this.focused(event.target as HTMLElement));
    this.element.addEventListener('scroll', () => {
      this.paint();
      events.scrolled();
    });
    this.body.addEventListener('pointerdown', () => (this.isPressed = true));
    window.addEventListener('pointerup', () => (this.isPressed = false));
    this.body.addEventListener('click', (event) => this.clicked(event));
    this.body.addEventListener('contextmenu', (event) => this.menuOpens(event.target as HTMLElement));
  }

  /** To be called once the table is in the document. */
  attach(): void {
    // The details that open for the row in focus take room from the table.
    new ResizeObserver(() => {
      this.paint();
      if (this.body.contains(document.activeElement)) this.keepInView();
    }).observe(this.element);
  }

  /** Titles for the rows of a run or the problems of a check. */
  describe(kind: Head['kind']): void {
    this.kind = kind;
    this.element.setAttribute('aria-label', tableLabels[kind]);
    this.columns = [];
    // For the `when` clauses of the menu `webview/context`.
    const context = { webviewSection: 'rows', webviewKind: kind, preventDefaultContextMenuItems: true };
    this.body.dataset.vscodeContext = JSON.stringify(context);
  }

  take(columns: readonly FittedColumn[]): void {
    const total = columns.reduce((sum, { width }) => sum + width, 0);
    const { style } = this.element;
    style.setProperty('--columns', columns.map(({ width }) => `${width}px`).join(' '));
    style.setProperty('--width', `${total}px`);
    const verdict = columns.find(({ key }) => key === 'verdict');
    this.element.classList.toggle('icons', verdict !== undefined && verdict.width < leastForWord);
    const keys = columns.map(({ key }) => key);
    if (keys.join('\n') === this.columns.join('\n')) return this.header.takeWidths(columns);
    const hadFocus = this.element.contains(document.activeElement);
    this.columns = keys;
    this.header.take(columns, this.kind);
    this.header.show(this.sort);
    this.element.setAttribute('aria-colcount', String(keys.length));
    for (const line of this.lines.values()) line.element.remove();
    this.lines.clear();
    this.spare = [];
    this.column = Math.min(this.column, keys.length - 1);
    this.paint();
    if (hadFocus) this.place()?.focus({ preventScroll: true });
  }

  /** Shows these rows in this order; the current row stays current while it is among them. */
  show(rows: ResultRows, order: Uint32Array, sort: Sort): void {
    const hadFocus = this.body.contains(document.activeElement);
    const position = Math.max(0, this.at);
    if (rows.length !== this.selection.length) this.selection = new Selection(rows.length);
    this.rows = rows;
    this.order = order;
    this.sort = sort;
    this.find();
    if (this.current !== null && this.at < 0) {
      this.current = hadFocus ? (order[Math.min(position, order.length - 1)] ?? null) : null;
      this.find();
    }
    this.header.show(sort);
    this.element.setAttribute('aria-rowcount', String(order.length + 1));
    this.body.style.height = `${order.length * rowHeight}px`;
    this.paint();
    if (hadFocus && !this.body.contains(document.activeElement)) this.place()?.focus({ preventScroll: true });
  }

  /** After another filter or order was chosen: to the current row where there is one, else to the top. */
  settle(): void {
    if (this.current === null) this.scrollTop = 0;
    else this.keepInView();
    this.paint();
  }

  /** Shows what changed in rows that kept their places. */
  paint(): void {
    if (this.columns.length === 0) return;
    const { first, end } = rowWindow(this.scrollTop, this.element.clientHeight, this.order.length);
    const wanted = new Map<number, number>();
    // The row in focus stays in the DOM wherever the table is scrolled, or the focus would be lost.
    const focus = this.current === null ? 0 : this.at;
    if (focus < first && focus >= 0 && focus < this.order.length) wanted.set(this.order[focus]!, focus);
    for (let position = first; position < end; position++) wanted.set(this.order[position]!, position);
    if (focus >= end && focus < this.order.length) wanted.set(this.order[focus]!, focus);
    for (const [row, line] of this.lines) {
      if (wanted.has(row)) continue;
      this.lines.delete(row);
      this.spare.push(line);
      line.element.remove();
    }
    // From the last to the first, so that the DOM is in reading order and rows that stay are not moved.
    let next: HTMLElement | null = null;
    for (const [row, position] of [...wanted].reverse()) {
      const line = this.lines.get(row) ?? this.spare.pop() ?? new TableRow(this.columns);
      this.lines.set(row, line);
      line.show(row, position, this.rows, this.selection.has(row));
      if (!line.element.isConnected || line.element.nextElementSibling !== next) {
        this.body.insertBefore(line.element, next);
      }
      next = line.element;
    }
    this.markStop();
    this.events.near(this.near(first, end));
  }

  get scrollTop(): number {
    return this.element.scrollTop;
  }

  set scrollTop(top: number) {
    this.element.scrollTop = top;
  }

  /** The keyboard comes back to the row in focus. */
  focus(): void {
    this.inHeader = false;
    this.column = -1;
    this.paint();
    this.focusPlace();
  }

  /** The keyboard comes back to where it was. */
  focusPlace(): void {
    this.place()?.focus({ preventScroll: true });
  }

  /** The rows in view and their neighbours, in steps, so that scrolling on a little adds nothing. */
  private near(first: number, end: number): Uint32Array {
    const from = Math.floor(first / nearStep) - 1;
    return this.order.subarray(Math.max(0, from * nearStep), (Math.ceil(end / nearStep) + 1) * nearStep);
  }

  private find(): void {
    this.at = this.current === null ? -1 : this.order.indexOf(this.current);
  }

  private position(): number {
    return this.current === null ? (this.order.length > 0 ? 0 : -1) : this.at;
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

  /** @param selects `only`: the row, `range`: all from the anchor to it, `nothing`: what is selected stays so */
  private goTo({ row, column }: Place, selects: 'only' | 'range' | 'nothing' = 'only'): void {
    this.inHeader = row < 0;
    this.column = column;
    const before = this.current;
    if (!this.inHeader) {
      this.current = this.order[row] ?? null;
      this.at = this.current === null ? -1 : row;
      if (this.current !== null && selects === 'range') this.selection.extendTo(this.current, this.order);
      else if (this.current !== null && selects === 'only' && this.current !== before)
        this.selection.only(this.current);
      this.keepInView();
    }
    this.paint();
    const place = this.place();
    place?.focus({ preventScroll: true });
    // A page that is lower than the table has room for, and cells beyond the edge.
    place?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    this.events.moved(true);
    this.events.selected();
  }

  private keyPressed(event: KeyboardEvent): void {
    if (event.altKey) return;
    const { key, shiftKey } = event;
    const far = event.ctrlKey || event.metaKey;
    if (this.inHeader && this.header.keyPressed(event, this.column)) return event.preventDefault();
    if (key === 'Enter' && !shiftKey && this.current !== null) {
      event.preventDefault();
      return this.events.open(this.current, true);
    }
    if (!this.inHeader && this.selectionKey(key, far)) return event.preventDefault();
    if (key.length === 1 && key !== ' ' && key !== '?' && !far) {
      event.preventDefault();
      return this.events.typed(key);
    }
    const from = { row: this.inHeader ? -1 : this.position(), column: this.column };
    const page = Math.max(1, Math.floor(this.element.clientHeight / rowHeight) - 2);
    const to = moveFocus(from, key, far, { rows: this.order.length, columns: this.columns.length, page });
    if (!to) return;
    event.preventDefault();
    const isVertical = key !== 'ArrowLeft' && key !== 'ArrowRight';
    const isStep = key === 'ArrowUp' || key === 'ArrowDown';
    this.goTo(to, shiftKey && isVertical && to.row >= 0 ? 'range' : far && isStep ? 'nothing' : 'only');
  }

  private selectionKey(key: string, far: boolean): boolean {
    const { current, selection } = this;
    if (key.toLowerCase() === 'a' && far) selection.all(this.order);
    else if (key === ' ' && current !== null) selection.toggle(current);
    else if (key === 'Escape' && current !== null && selection.count > 1) selection.only(current);
    else return false;
    this.paint();
    this.events.selected();
    return true;
  }

  /** Takes the focus to be where the browser put it, by a click, the Tab key or a screen reader. */
  private focused(target: HTMLElement): void {
    const header = this.header.cells.indexOf(target);
    this.inHeader = header >= 0;
    if (this.inHeader) this.column = header;
    else {
      const line = this.lineOf(target);
      if (!line) return;
      const isNew = this.current !== line.row;
      this.current = line.row;
      this.at = line.position;
      this.column = line.cells.indexOf(target);
      // What a click selects is up to the click, which comes after the focus.
      if (isNew && !this.isPressed && this.selection.count <= 1) this.selection.only(line.row);
    }
    this.paint();
    this.events.moved(false);
  }

  private clicked(event: MouseEvent): void {
    const line = this.lineOf(event.target as HTMLElement);
    if (!line) return;
    const { row } = line;
    const { selection } = this;
    const adds = event.ctrlKey || event.metaKey;
    this.column = -1;
    if (event.shiftKey) selection.extendTo(row, this.order);
    else if (adds) selection.toggle(row);
    else selection.only(row);
    this.current = row;
    this.at = line.position;
    this.paint();
    line.element.focus({ preventScroll: true });
    this.events.selected();
    if (!event.shiftKey && !adds) this.events.open(row, false);
  }

  /** A menu is about the row that was clicked, or about all selected rows where it is one of them. */
  private menuOpens(target: HTMLElement): void {
    const line = this.lineOf(target);
    if (!line) return;
    if (!this.selection.has(line.row)) this.selection.only(line.row);
    this.current = line.row;
    this.at = line.position;
    this.column = -1;
    this.paint();
    line.element.focus({ preventScroll: true });
    this.events.selected();
  }

  private lineOf(target: HTMLElement): TableRow | undefined {
    const rowElement = target.closest('.row');
    for (const line of this.lines.values()) if (line.element === rowElement) return line;
    return undefined;
  }
}
