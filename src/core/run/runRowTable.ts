import { filled } from '../file/rowTable';
import { hasRow, rowBits, setRow } from '../rowBits';
import { fingerprintText } from './fingerprint';

/** What a run's record says of one row. */
export interface RunRow {
  /** From 1, in the file as it was read. */
  readonly line: number;
  /** Empty where the row has none that can be read. */
  readonly sid: string;
  /** Of what is sent for the row, see `fingerprint`; empty where nothing is. */
  readonly fingerprint: string;
  /** Of the number that is sent for a new contact, see `identityOf`; absent for all other rows. */
  readonly identity?: string;
}

/** Of a sid, and of an identity. */
const bytesOfSid = 16;
const plainSid = /^[0-9a-f]{32}$/;
const noFingerprint = -1;
const noIdentity = '0'.repeat(2 * bytesOfSid);

/**
 * The rows of a run in columns: 24 bytes a row, 40 where contacts are created. As objects, those of a million rows would take 150 MB for as long as the run is shown.
 * A SID of 32 digits is kept as the number that it is, any other one as text.
 */
export class RunRowTable {
  length = 0;
  private lines: Uint32Array;
  private fingerprints: Int32Array;
  private sids: Buffer;
  private readonly oddSids = new Map<number, string>();
  private identities: Buffer | undefined;
  private sent: Uint8Array = rowBits(0);

  /** @param expected rows, where their number is known */
  constructor(expected = 1024) {
    this.lines = new Uint32Array(expected);
    this.fingerprints = new Int32Array(expected);
    this.sids = Buffer.alloc(bytesOfSid * expected);
  }

  static of(rows: Iterable<RunRow>): RunRowTable {
    const table = new RunRowTable();
    for (const { line, sid, fingerprint, identity } of rows) table.add(line, sid, fingerprint, identity);
    return table;
  }

  add(line: number, sid: string, fingerprint: string, identity = ''): void {
    if (this.length === this.lines.length) this.grow();
    const row = this.length++;
    this.lines[row] = line;
    this.fingerprints[row] = fingerprint === '' ? noFingerprint : parseInt(fingerprint, 16);
    this.identify(row, sid);
    if (identity === '') return;
    this.identities ??= Buffer.alloc(bytesOfSid * this.lines.length);
    this.identities.write(identity, bytesOfSid * row, 'hex');
  }

  /** These rows are part of the run: it is to send them. */
  markSent(rows: Iterable<number>): void {
    if (this.sent.length * 8 < this.length) this.sent = filled(rowBits(this.length), this.sent);
    for (const row of rows) setRow(this.sent, row);
  }

  /** Whether the run is to send this row. The others were left out when it started. */
  isSent(row: number): boolean {
    return row < this.sent.length * 8 && hasRow(this.sent, row);
  }

  /** The sid of a row became known. */
  identify(row: number, sid: string): void {
    if (plainSid.test(sid)) {
      this.sids.write(sid, bytesOfSid * row, 'hex');
      this.oddSids.delete(row);
    } else this.oddSids.set(row, sid);
  }

  *keys(): Iterable<number> {
    for (let row = 0; row < this.length; row++) yield row;
  }

  line(row: number): number {
    return this.lines[row]!;
  }

  sid(row: number): string {
    const start = bytesOfSid * row;
    return this.oddSids.get(row) ?? this.sids.toString('hex', start, start + bytesOfSid);
  }

  fingerprint(row: number): string {
    const bits = this.fingerprints[row]!;
    return bits === noFingerprint ? '' : fingerprintText(bits);
  }

  /** Empty where the row has none. */
  identity(row: number): string {
    const start = bytesOfSid * row;
    const text = this.identities?.toString('hex', start, start + bytesOfSid) ?? noIdentity;
    return text === noIdentity ? '' : text;
  }

  *[Symbol.iterator](): Iterator<RunRow> {
    for (const row of this.keys()) {
      const identity = this.identity(row);
      yield {
        ...{ line: this.line(row), sid: this.sid(row), fingerprint: this.fingerprint(row) },
        ...(identity !== '' && { identity }),
      };
    }
  }

  private grow(): void {
    const length = Math.max(1024, 2 * this.length);
    this.lines = filled(new Uint32Array(length), this.lines);
    this.fingerprints = filled(new Int32Array(length), this.fingerprints);
    this.sids = filled(Buffer.alloc(bytesOfSid * length), this.sids);
    if (this.identities) this.identities = filled(Buffer.alloc(bytesOfSid * length), this.identities);
  }
}
