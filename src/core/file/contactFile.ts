import type { ColumnTarget, ContactField } from '../contact';
import type { Problem, TextRange } from '../problem';
import type { JsonBytes } from '../text/jsonBytes';
import type { Patch } from '../text/patch';
import type { RowTable } from './rowTable';
import type { ScannedRow } from './scannedRow';
import type { Steps } from '../steps';
import type { TextSource } from '../text/textSource';

export type FileFormat = 'json' | 'jsonLines' | 'csv';

/** A field of one row, as it is in the text. */
export interface FieldRange extends TextRange {
  /** Key or column name as written. */
  readonly name: string;
  /** The field that the name stands for; undefined when Exotel documents none. */
  readonly field: ContactField | undefined;
  /** JSON: the key with its quotes. CSV: the header's cell. */
  readonly nameRange: TextRange;
  // start and end: the value. JSON: with quotes or brackets. CSV: the cell with its quotes, without the delimiter.
}

export interface Column extends TextRange {
  /** As written, unquoted and trimmed. */
  readonly name: string;
  readonly target: ColumnTarget;
}

/** What a row says, before any rule is applied. */
export type RowValues = Readonly<Record<string, unknown>>;

/** A contacts file as it was read: every row that can be read, and every problem of its syntax. */
export interface ContactFile {
  readonly format: FileFormat;
  /** The text that was read; `toString` makes one string of it, which takes long for a large one after edits. */
  readonly text: TextSource;
  readonly rows: RowTable;
  /** `syntax`, `no-contacts`, and what concerns the columns of a CSV or the keys around the list. What is in a row is found by the checks. */
  readonly problems: readonly Problem[];
  /**
   * False when the file cannot be read completely and so is not sent at all: a JSON document with a syntax error, a CSV with an
   * unclosed quote, and either when its header, or the object around the list, names a key twice. A broken JSON line or a row with too many cells is `invalid` alone.
   */
  readonly whole: boolean;
  /** CSV: the header's columns from left to right. Empty for JSON. */
  readonly columns: readonly Column[];
  /**
   * The row's values, read from the text again for every question: a few microseconds. JSON: the parsed object as it is, keys as
   * written. CSV: by field, cells as strings (trimmed), `custom_field` put together from its column (parsed where it is JSON) and its
   * `custom_field.*` columns; cells that leave a field as it is (see `emptyCells`) and unknown or read-only columns are absent.
   * Undefined when the row cannot be read.
   */
  values(row: number): RowValues | undefined;
  /** Where the fields of a row are, found when asked (a few microseconds a row). */
  fieldRanges(row: number): FieldRange[];
  /** Where the value of the first field is that has this name or stands for this field; cheaper than to find all of them. */
  valueRange(row: number, name: string): TextRange | undefined;
  /**
   * Where the values of all rows are whose key or column has exactly this name: start and end by turns, -1 where a row has none. A tenth
   * of the time that asking for each takes.
   */
  valueRanges(name: string): Steps<Int32Array>;
  /**
   * The contact of a faultless row as JSON text: the fields that Exotel documents, each value as the file writes it. A few
   * microseconds.
   */
  contactText(row: number): string;
  /** Adds it to what is being written, which takes a third of the time. */
  addContact(row: number, to: JsonBytes): void;
}

/** What is of a file while it is being read. */
export type RowsRead = Omit<ContactFile, 'problems' | 'whole' | 'columns'>;

/** The rows of a file that can be taken over when its text changes. */
export interface KeptRows extends RowsRead {
  /**
   * The rows of another text, of which only some are read and the others are taken over.
   * @param touched the rows that may differ
   * @returns undefined when one of them is faulty now, or does not end where it should
   */
  reread(
    text: TextSource,
    touched: { readonly first: number; readonly last: number },
    patch: Patch,
    onRow: OnRow,
  ): KeptRows | undefined;
}

/** Called for every row as it is read, in their order. `scanned` is how the scan left it; undefined where it needs a closer look. */
export type OnRow = (read: RowsRead, row: number, scanned: ScannedRow | undefined) => void;

export interface ReadOptions {
  /** `keep`: an empty CSV cell leaves its field as it is. `clear`: it is sent as "". */
  readonly emptyCells: 'keep' | 'clear';
  /** New contacts are wanted: the header of a CSV may have no column for the sid, but then must have one for the number. */
  readonly withoutSid?: boolean;
}
