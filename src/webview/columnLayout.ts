import type { ColumnKey } from '../core/results/columnKey';
import type { Head } from '../protocol';
import {
  allColumns,
  fitColumns,
  leastWidth,
  type ColumnChoice,
  type ColumnNeed,
  type FittedColumn,
} from './fitColumns';
import { measureColumns } from './measureColumns';
import type { Menu } from './menu';
import type { ResultRows } from './resultRows';
import { columnItems } from './rowActions';
import type { Table } from './table';

export interface LayoutParts {
  readonly table: Table;
  readonly menu: Menu;
  readonly choice: () => ColumnChoice;
  /** Keeps what a person chose. */
  readonly keep: (choice: Partial<ColumnChoice>) => void;
}

/** Which columns the table has and how wide they are: by what they say, then as a person wants it. */
export class ColumnLayout {
  private needs: readonly ColumnNeed[] = [];
  private fitted: readonly FittedColumn[] = [];
  private kind: Head['kind'] = 'run';
  /** The columns of the file's fields were measured by what they say. */
  private isMeasured = false;

  constructor(private readonly parts: LayoutParts) {
    new ResizeObserver(() => this.needs.length > 0 && this.fit()).observe(parts.table.element);
  }

  /** In their order. */
  get shown(): readonly ColumnKey[] {
    return this.fitted.map(({ key }) => key);
  }

  measure(rows: ResultRows, kind: Head['kind']): void {
    this.kind = kind;
    this.needs = measureColumns(allColumns(rows.fields, rows.repeated), rows, kind, this.parts.table.element);
    this.isMeasured = rows.fields.length === 0 || rows.knowsTexts;
    this.fit();
  }

  /** Texts of the file's fields came. Their columns are measured once, since they would jump about while one scrolls. */
  textsRead(rows: ResultRows): void {
    if (!this.isMeasured) this.measure(rows, this.kind);
  }

  resize(column: ColumnKey, width: number): void {
    const { choice, keep } = this.parts;
    keep({ widths: { ...choice().widths, [column]: Math.max(leastWidth, Math.round(width)) } });
    this.fit();
  }

  /** Opens the menu that shows and hides columns. */
  choose(from: HTMLElement): void {
    const { menu, choice, keep } = this.parts;
    const choose = (column: ColumnKey, isShown: boolean): void => {
      keep({ shown: { ...choice().shown, [column]: isShown } });
      this.fit();
    };
    const reset = (): void => {
      keep({ shown: {}, widths: {} });
      this.fit();
    };
    const all = () => this.needs.map(({ key }) => key);
    menu.open(from, 'Columns', () => columnItems(all(), this.shown, this.kind, choose, reset));
  }

  private fit(): void {
    const { table, choice } = this.parts;
    this.fitted = fitColumns(this.needs, table.element.clientWidth, choice());
    table.take(this.fitted);
  }
}
