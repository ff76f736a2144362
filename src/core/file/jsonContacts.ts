import { finish } from '../steps';
import type { Steps } from '../steps';
import type { TextRange } from '../problem';
import { fieldOfKey } from '../contact';
import type { FieldRange, FileFormat, FileRow, RowsRead } from './contactFile';
import { jsonContactText } from './jsonContactText';
import { jsonMembers, jsonValue } from './jsonMembers';
import { countNames } from './jsonRun';
import { JsonRow } from './jsonRow';
import { JsonTokens } from './jsonTokens';
import type { ProblemList } from './problemList';
import { readLoosely } from './readLoosely';
import type { LooseValue } from './readLoosely';
import type { TextSource } from './textSource';

/** Reads the object at the current token as row number `row`, and reports its faults. */
export function* readFaulty(
  tokens: JsonTokens,
  problems: ProblemList,
  row: number,
  opened = false,
): Steps<FileRow & Pick<LooseValue, 'mayHideComma'>> {
  const report = (range: TextRange, message: string) => problems.syntax(range, message, row);
  const found = problems.problems.length;
  const { start, end, value, mayHideComma, names, hasLongNumber } = yield* readLoosely(tokens, report, opened);
  // Only what is faultless can be looked into.
  const isOdd = problems.problems.length === found && (hasLongNumber || countNames(value) !== names);
  return { start, end, values: value as FileRow['values'], isOdd, mayHideComma };
}

/** The message of a key that one object names again: JSON.parse keeps the last in silence, and nobody knows which one was meant. */
export function appearsTwice(name: string): string {
  return `The key "${shorten(name)}" appears twice in the same object. Keep one of the two.`;
}

/** Leads from a key to the first one of its name. */
export function firstOf({ start, end }: TextRange) {
  return { start, end, message: 'The first one' };
}

/** A row of the list that is no contact at all. */
export function addStranger(tokens: JsonTokens, problems: ProblemList, range: TextRange, row: number): void {
  const what = describe(tokens.written);
  const message = `This is ${what}, not a contact. Write an object such as { "sid": "…", "first_name": "…" }.`;
  problems.add('wrong-type', range, message, row);
}

/** A JSON value in words, by its first character; the value itself is nobody's business. */
export function describe(written: string): string {
  switch (written.charAt(0)) {
    case '{':
      return 'an object';
    case '[':
      return 'a list';
    case '"':
      return 'a text';
    case 't':
    case 'f':
      return 'true or false';
    case 'n':
      return 'null';
    default:
      return /^[-\d]/.test(written) ? 'a number' : 'bare text';
  }
}

export function shorten(name: string): string {
  return name.length > 40 ? `${name.slice(0, 39)}…` : name;
}

/** The rows of a JSON text, and the places in them. */
export function jsonRowsRead(format: FileFormat, text: TextSource, rows: readonly FileRow[]): RowsRead {
  return {
    format,
    text,
    rows,
    fieldRanges: (row) => jsonFieldRanges(text, rows[row]),
    valueRange: (row, name) => jsonValueRange(text, rows[row], name),
    contactText: (row, isPlain) => {
      const range = rows[row]!;
      return isPlain ? text.slice(range.start, range.end) : jsonContactText(text, range);
    },
  };
}

/** Its values are not asked for where they may have been let go. */
function isFaultless(row: FileRow): boolean {
  return row instanceof JsonRow || row.values !== undefined;
}

/** Where the fields of the object in a range of the text stand; none when there is no object. */
function jsonFieldRanges(text: TextSource, row: FileRow | undefined): FieldRange[] {
  if (!row) return [];
  const members = isFaultless(row) ? jsonMembers(text, row) : undefined;
  if (members) return members;
  const tokens = new JsonTokens(text.slice(row.start, row.end), row.start, ignore);
  tokens.next();
  const opened = tokens.kind === 'string' || tokens.kind === 'word';
  if (tokens.kind !== '{' && !(opened && tokens.beforeColon)) return [];
  return [...finish(readLoosely(tokens, ignore, opened)).fields];
}

/** Where the value of the first field stands that a name means. */
function jsonValueRange(text: TextSource, row: FileRow | undefined, name: string): TextRange | undefined {
  const found = row && isFaultless(row) && jsonValue(text, row, (key) => key === name || fieldOfKey(key) === name);
  return found || jsonFieldRanges(text, row).find((field) => field.name === name || field.field === name);
}

const ignore = () => undefined;
