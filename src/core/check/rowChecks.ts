import { fieldOfKey } from '../contact';
import type { RowsRead } from '../file/contactFile';
import type { Problem } from '../problem';
import { checkRow } from './checkRow';

/** What the rules say of the rows of one file, each looked at for itself, in their order. */
export class RowChecks {
  /** By row: whether it may be sent as far as the row itself is concerned. */
  readonly sendable: boolean[] = [];
  readonly sids: (string | undefined)[] = [];
  readonly problems: Problem[] = [];
  /** Rows with keys that are not sent, or not under this name. */
  readonly rewritten = new Set<number>();
  readonly unknownKeys = new Map<string, number[]>();

  /** How many rows have been looked at. */
  get count(): number {
    return this.sendable.length;
  }

  /** Looks at the rows up to one, and lets go the values that can be read from the text again. */
  see(file: RowsRead, end: number): void {
    for (let row = this.count; row < end; row++) this.check(file, row);
  }

  private check(file: RowsRead, index: number): void {
    const row = file.rows[index]!;
    const { values } = row;
    const { contact, sid, problems } = values ? checkRow(file, index, values) : unreadable;
    this.sendable.push(contact !== undefined);
    this.sids.push(sid);
    for (const problem of problems) this.problems.push(problem);
    // A contact that is its values as they are has no unknown keys.
    if (contact === values) return row.release?.();
    if (contact) this.rewritten.add(index);
    if (file.format === 'csv') return;
    for (const key in values) if (!fieldOfKey(key)) this.seeUnknown(key, index);
  }

  private seeUnknown(key: string, row: number): void {
    const rows = this.unknownKeys.get(key);
    if (rows) rows.push(row);
    else this.unknownKeys.set(key, [row]);
  }
}

const unreadable = { contact: undefined, sid: undefined, problems: [] };
