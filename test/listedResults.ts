import type { EarlierRun } from '../src/core/outcome';
import type { ContactTexts } from '../src/core/results/contactTexts';
import { rowBits, setRow } from '../src/core/rowBits';
import type { ResultsSource } from '../src/editor/results/pageFeed';
import type { TableRows } from '../src/editor/results/sentColumns';
import type { Head, RequestView, RowResult } from '../src/protocol';
import type { RowView } from '../src/webview/resultRows';

/** Results that a test lists and changes. */
export class ListedResults implements ResultsSource {
  readonly rows: TableRows;
  /** What the file says that the rows are about. */
  texts: ContactTexts | undefined;
  /** Rows that were edited since. */
  readonly editedRows = new Set<number>();
  /** Rows whose verdict an earlier run came to. */
  readonly keptRows = new Map<number, EarlierRun>();
  requestViews: readonly RequestView[] = [];

  constructor(
    readonly listed: RowView[],
    public headNow: Head | null = headOf(listed.length),
  ) {
    const textsOf = () => this.texts;
    this.rows = {
      get texts() {
        return textsOf();
      },
      get count() {
        return listed.length;
      },
      line: (row) => listed[row]![0],
      sid: (row) => listed[row]![1],
      result: (row) => listed[row]!.slice(2) as unknown as RowResult,
      fileRow: (row) => row,
      advice: () => ({ text: 'What to do' }),
      keptFrom: (row) => this.keptRows.get(row),
    };
  }

  get id(): string | undefined {
    return this.headNow?.id;
  }

  head(): Head | null {
    return this.headNow;
  }

  edited(): Uint8Array | undefined {
    if (this.editedRows.size === 0) return undefined;
    const edited = rowBits(this.listed.length);
    for (const row of this.editedRows) setRow(edited, row);
    return edited;
  }

  change(row: number, result: RowResult): void {
    const [line, sid] = this.listed[row]!;
    this.listed[row] = [line, sid, ...result];
  }
}

/** For a feed that must not fail. */
export function fail(where: string, error: unknown): never {
  throw new Error(where, { cause: error });
}

/** The head of a finished run. */
export function headOf(total: number, id = 'run'): Head {
  return {
    kind: 'run',
    id,
    doing: 'Updating',
    regionLabel: 'Sandbox',
    accountSid: 'acme',
    file: 'march/contacts.csv',
    startedAt: 1_700_000_000_000,
    endedAt: 1_700_000_042_000,
    state: 'finished',
    totals: { updated: total, rejected: 0, invalid: 0, notSent: 0, unknown: 0, pending: 0, total },
    requests: { sent: 1, done: 1, planned: 1 },
    notes: [],
    goOn: 'Retry',
  };
}
