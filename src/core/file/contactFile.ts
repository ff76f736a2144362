import type { ColumnTarget, ContactField } from '../contact';
import type { Problem, TextRange } from '../problem';
import type { TextSource } from './textSource';

export type FileFormat = 'json' | 'jsonLines' | 'csv';

/** One contact of the file, where it stands and what it says, before any rule is applied. */
export interface FileRow extends TextRange {
  /**
   * The row's values. JSON: the parsed object as it is, keys as written. CSV: by field, cells as strings (trimmed),
   * `custom_field` put together from its column (parsed where it is JSON) and its `custom_field.*` columns; cells that leave a
   * field as it is (see `emptyCells`) and unknown or read-only columns are absent. Undefined when the row cannot be read. They may
   * be read from the text anew for every question.
   */
  readonly values: Readonly<Record<string, unknown>> | undefined;
  /**
   * Whether its JSON may say more than its values do: an object names a key twice, or a number has many digits. Undefined is no.
   */
  readonly isOdd?: boolean;
  /** Says that the values need not be kept: they can be read from the text again. */
  release?(): void;
}

/** A field of one row, as it stands in the text. */
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

/** A contacts file as it was read: every row that can be read, and every problem of its syntax. */
export interface ContactFile {
  readonly format: FileFormat;
  /** The text that was read; `toString` makes one string of it, which takes long for a large one after edits. */
  readonly text: TextSource;
  readonly rows: readonly FileRow[];
  /** `syntax`, `no-contacts`, and what concerns the columns of a CSV or the keys around the list. What is in a row is found by the checks. */
  readonly problems: readonly Problem[];
  /**
   * False when the file cannot be read whole and so is not sent at all: a JSON document with a syntax error, a CSV with an
   * unclosed quote, and either when its header, or the object around the list, names a key twice. A broken JSON line or a row with too many cells is `invalid` alone.
   */
  readonly whole: boolean;
  /** CSV: the header's columns from left to right. Empty for JSON. */
  readonly columns: readonly Column[];
  /** Where the fields of a row stand, found when asked (a few microseconds a row). */
  fieldRanges(row: number): FieldRange[];
  /** Where the value of the first field stands that has this name or stands for this field; cheaper than to find all of them. */
  valueRange(row: number, name: string): TextRange | undefined;
  /**
   * The contact of a faultless row as JSON text: the fields that Exotel documents, each value as the file writes it. A few
   * microseconds.
   * @param isPlain whether all of its keys are such fields, so that a JSON row can go out in one piece
   */
  contactText(row: number, isPlain: boolean): string;
}

/** What stands of a file while it is being read. */
export type RowsRead = Pick<ContactFile, 'format' | 'text' | 'rows' | 'fieldRanges' | 'valueRange' | 'contactText'>;

/** Called as rows are read, with all rows so far. */
export type OnRead = (read: RowsRead) => void;

export interface ReadOptions {
  /** `keep`: an empty CSV cell leaves its field as it is. `clear`: it is sent as "". */
  readonly emptyCells: 'keep' | 'clear';
}
