import { count } from '../core/count';
import { columnTitle, type ColumnKey } from '../core/results/columnKey';
import type { CopyFormat, FromPage, Head, RowAction } from '../protocol';
import type { MenuItem } from './menu';
import type { ResultRows } from './resultRows';
import type { Table } from './table';

/** What an action is about, as it is at that moment. */
export interface Shown {
  readonly head: Head;
  readonly rows: ResultRows;
  /** The rows that pass the filters, in their order. */
  readonly order: Uint32Array;
  /** The columns in view, in their order. */
  readonly columns: readonly ColumnKey[];
}

/** What can be done with rows: with those that are selected, or with all that are shown. */
export class RowActions {
  /** @param shown undefined while there is nothing to show */
  constructor(
    private readonly table: Table,
    private readonly shown: () => Shown | undefined,
    private readonly post: (message: FromPage) => void,
  ) {}

  /** For the button: about the selected rows where there are several, else about all that are shown. */
  items(): MenuItem[] {
    const shown = this.shown();
    if (!shown) return [];
    const selected = this.table.selection.among(shown.order);
    const rows = selected.length > 1 ? selected : [...shown.order];
    const what = count(rows.length, selected.length > 1 ? 'Selected Row' : 'Shown Row');
    const isDisabled = rows.length === 0;
    const isRun = shown.head.kind === 'run';
    const copy = (title: string, format: CopyFormat) => ({
      title,
      isDisabled,
      choose: () => this.copy(rows, format),
    });
    return [
      ...(isRun
        ? [
            {
              title: `Retry ${what}`,
              isDisabled: isDisabled || !shown.head.goOn,
              choose: () => this.post({ type: 'retryRows', id: shown.head.id, rows }),
            },
            {
              title: `Export ${what}…`,
              isDisabled,
              choose: () => this.post({ type: 'exportRows', id: shown.head.id, rows }),
            },
          ]
        : []),
      copy(`Copy ${what}`, 'text'),
      copy(`Copy ${what} as CSV`, 'csv'),
      copy(`Copy ${what} as JSON`, 'json'),
      {
        title: `Copy SIDs of ${what}`,
        isDisabled,
        choose: () => this.post({ type: 'copySids', id: shown.head.id, rows }),
      },
    ];
  }

  /** With the selected rows, as a menu of VS Code or a key asks for it. */
  carryOut(action: RowAction): void {
    const shown = this.shown();
    if (!shown) return;
    const { current } = this.table;
    const { id } = shown.head;
    const selected = this.table.selection.among(shown.order);
    const rows = selected.length > 0 || current === null ? selected : [current];
    switch (action) {
      case 'reveal':
        if (current !== null) this.post({ type: 'reveal', id, row: current, focus: true });
        return;
      case 'copy':
        if (rows.length > 0) this.copy(rows, 'text');
        return;
      case 'copySids':
        if (rows.length > 0) this.post({ type: 'copySids', id, rows });
        return;
      case 'retry':
        if (rows.length > 0 && shown.head.kind === 'run') this.post({ type: 'retryRows', id, rows });
        return;
      case 'export':
        if (rows.length > 0 && shown.head.kind === 'run') this.post({ type: 'exportRows', id, rows });
    }
  }

  private copy(rows: readonly number[], format: CopyFormat): void {
    const shown = this.shown();
    if (shown) this.post({ type: 'copyRows', id: shown.head.id, rows, columns: shown.columns, format });
  }
}

/** A menu that shows and hides columns. At least one stays. */
export function columnItems(
  all: readonly ColumnKey[],
  shown: readonly ColumnKey[],
  kind: Head['kind'],
  choose: (column: ColumnKey, isShown: boolean) => void,
  reset: () => void,
): MenuItem[] {
  const switches = all.map((key) => {
    const isChecked = shown.includes(key);
    return {
      title: columnTitle(key, kind),
      isChecked,
      isDisabled: isChecked && shown.length === 1,
      choose: () => choose(key, !isChecked),
    };
  });
  return [...switches, { title: 'Reset Columns', choose: reset }];
}
