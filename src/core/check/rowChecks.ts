import { contactFields, fieldOfKey, sidKey } from '../contact';
import type { RowsRead } from '../file/contactFile';
import type { Patch } from '../text/patch';
import { filled } from '../file/rowTable';
import { hashOf, hashPrime, hashStart, sidBit, type ScannedRow } from '../file/scannedRow';
import type { Problem } from '../problem';
import { checkPlainRow } from './checkPlainRow';
import { checkRow, isError } from './checkRow';
import { hasPlainSid, isSound } from './isSound';

const sidField = contactFields.indexOf('sid');
const sidLength = 32;
const noSid = -1;
const oddSid = -2;
const none: readonly Problem[] = [];

/** What the rules say of the rows of one file, each looked at for itself, in their order. */
export class RowChecks {
  /** How many rows have been looked at. */
  count = 0;
  readonly problems: Problem[] = [];
  unknownKeys = new Map<string, number[]>();
  /** By row: whether it may be sent as far as the row itself is concerned. */
  private sendable = new Uint8Array(1024);
  /** By row: where its sid of 32 characters is, or that it is in `oddSids`, or not there. */
  private sidStarts = new Int32Array(1024);
  private sidHashes = new Int32Array(1024);
  private oddSids = new Map<number, string>();

  /** Looks at the next row. @param scanned how the scan left it; without, its values are looked at */
  see(file: RowsRead, row: number, scanned: ScannedRow | undefined): void {
    this.count = Math.max(this.count, row + 1);
    if (row >= this.sendable.length) this.grow();
    if (scanned && isSound(scanned)) this.seePlain(row, scanned, none);
    else {
      const problems = scanned && hasPlainSid(scanned) ? checkPlainRow(file, row, scanned) : undefined;
      if (scanned && problems) this.seePlain(row, scanned, problems);
      else this.seeValues(file, row);
    }
  }

  /** Notes a row with a plain sid. */
  private seePlain(row: number, scanned: ScannedRow, problems: readonly Problem[]): void {
    this.sendable[row] = scanned.fields === sidBit || problems.some(isError) ? 0 : 1;
    this.sidStarts[row] = scanned.base + scanned.starts[sidField]!;
    this.sidHashes[row] = hashOfSid(scanned);
    if (this.oddSids.size > 0) this.oddSids.delete(row);
    for (const problem of problems) this.problems.push(problem);
    for (const key of scanned.unknownKeys) this.seeUnknown(key, row);
  }

  private seeValues(file: RowsRead, row: number): void {
    const values = file.values(row);
    const { contact, sid, problems } = values ? checkRow(file, row, values) : unreadable;
    this.sendable[row] = contact ? 1 : 0;
    this.sidStarts[row] = sid ? oddSid : noSid;
    this.oddSids.delete(row);
    if (sid) {
      this.oddSids.set(row, sid);
      this.sidHashes[row] = hashOf(sidKey(sid));
    }
    for (const problem of problems) this.problems.push(problem);
    if (file.format === 'csv') return;
    for (const key in values) if (!fieldOfKey(key)) this.seeUnknown(key, row);
  }

  isSendable(row: number): boolean {
    return this.sendable[row] === 1;
  }

  countSendable(): number {
    let count = 0;
    for (let row = 0; row < this.count; row++) count += this.sendable[row]!;
    return count;
  }

  /** A copy for the text after a patch, without the problems and unknown keys. */
  movedBehind({ end, shift }: Patch): RowChecks {
    const copy = new RowChecks();
    copy.count = this.count;
    copy.sendable = this.sendable.slice();
    copy.sidStarts = this.sidStarts.slice();
    copy.sidHashes = this.sidHashes.slice();
    copy.oddSids = new Map(this.oddSids);
    const { sidStarts, count } = copy;
    for (let row = 0; row < count; row++) if (sidStarts[row]! >= end) sidStarts[row]! += shift;
    return copy;
  }

  /** Adds what is known of the rows that were not looked at again. */
  takeUnknownKeys(before: ReadonlyMap<string, readonly number[]>, isTouched: (row: number) => boolean): void {
    const found = this.unknownKeys;
    const all = new Map([...before].map(([key, rows]) => [key, rows.filter((row) => !isTouched(row))]));
    for (const [key, rows] of found)
      all.set(
        key,
        [...(all.get(key) ?? []), ...rows].sort((a, b) => a - b),
      );
    // In the order of the text, as they were found: by their first rows, and in one row as they are there.
    const places = (keys: Iterable<string>) => new Map([...keys].map((key, place) => [key, place]));
    const [orderNow, orderBefore] = [places(found.keys()), places(before.keys())];
    const inOrder = ([key, rows]: [string, number[]], [other, otherRows]: [string, number[]]) => {
      if (rows[0] !== otherRows[0]) return rows[0]! - otherRows[0]!;
      const order = isTouched(rows[0]!) ? orderNow : orderBefore;
      return order.get(key)! - order.get(other)!;
    };
    this.unknownKeys = new Map([...all].filter(([, rows]) => rows.length > 0).sort(inOrder));
  }

  /** The rows with a sid of this key. */
  rowsWith(file: RowsRead, key: string): number[] {
    const hash = hashOf(key);
    const rows: number[] = [];
    for (let row = 0; row < this.count; row++) {
      if (this.sidHashes[row] === hash && sidKey(this.sid(file, row) ?? '') === key) rows.push(row);
    }
    return rows;
  }

  /** The sid of a row, where it has one that can be read. */
  sid(file: RowsRead, row: number): string | undefined {
    const start = row < this.count ? this.sidStarts[row]! : noSid;
    return start < 0 ? this.oddSids.get(row) : file.text.slice(start, start + sidLength);
  }

  /** A hash of the sid's key, where the row has a sid. */
  sidHash(row: number): number | undefined {
    return this.sidStarts[row] === noSid ? undefined : this.sidHashes[row];
  }

  private seeUnknown(key: string, row: number): void {
    const rows = this.unknownKeys.get(key);
    if (rows) rows.push(row);
    else this.unknownKeys.set(key, [row]);
  }

  private grow(): void {
    const length = this.sendable.length * 2;
    this.sendable = filled(new Uint8Array(length), this.sendable);
    this.sidStarts = filled(new Int32Array(length), this.sidStarts);
    this.sidHashes = filled(new Int32Array(length), this.sidHashes);
  }
}

const unreadable = { contact: undefined, sid: undefined, problems: [] };

/** As `hashOf` of its key: of hexadecimal digits, the letters alone have two cases. */
function hashOfSid({ codes, starts }: ScannedRow): number {
  let hash = hashStart;
  const start = starts[sidField]!;
  for (let index = start; index < start + sidLength; index++)
    hash = Math.imul(hash ^ (codes[index]! | 0x20), hashPrime);
  return hash;
}
