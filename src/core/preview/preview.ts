import { compareContact, type FieldChange } from './compareContact';
import type { PreviewState, PreviewTotals } from './previewState';

/** A row of a file that was compared with its contact. */
export interface RowToCompare {
  readonly row: number;
  /** As it would be sent: JSON text. */
  readonly sent: string;
}

const codes: { readonly [state in PreviewState]: number } = { unread: 0, changed: 1, same: 2, missing: 3, absent: 4 };
const stateOf = ['unread', 'changed', 'same', 'missing', 'absent'] as const;

/** What an update of a file would do, row by row. Every row is in exactly one state. In memory are the changes, and no whole contact. */
export class Preview {
  private readonly states: Uint8Array;
  private readonly changes = new Map<number, readonly FieldChange[]>();

  constructor(readonly rows: number) {
    this.states = new Uint8Array(rows);
  }

  /** @param remote the contact as JSON text */
  compare({ row, sent }: RowToCompare, remote: string): void {
    const changes = compareContact(sent, remote);
    this.states[row] = codes[changes.length > 0 ? 'changed' : 'same'];
    if (changes.length > 0) this.changes.set(row, changes);
  }

  /** @param state by whom it is not known: Exotel, or a file */
  without(row: number, state: 'missing' | 'absent'): void {
    this.states[row] = codes[state];
  }

  state(row: number): PreviewState {
    return stateOf[this.states[row]!]!;
  }

  /** Empty but for rows that change. */
  changesOf(row: number): readonly FieldChange[] {
    return this.changes.get(row) ?? [];
  }

  /** In the order of the file. */
  *rowsThat(state: PreviewState): Generator<number, void> {
    for (let row = 0; row < this.rows; row++) if (this.states[row] === codes[state]) yield row;
  }

  get totals(): PreviewTotals {
    const totals = { changed: 0, same: 0, missing: 0, absent: 0, unread: 0, total: this.rows };
    for (const code of this.states) totals[stateOf[code]!]++;
    return totals;
  }
}
