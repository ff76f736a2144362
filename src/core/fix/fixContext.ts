import type { CheckedFile } from '../check/checkContacts';
import { sidKey, type ColumnTarget } from '../contact';
import type { FieldRange } from '../file/contactFile';
import type { ProblemCode, TextRange } from '../problem';
import { guessColumn } from './guessField';
import { readText } from './writeValue';

/** What the fixes of one checked file need to know of the whole of it, found once. */
export class FixContext {
  /** By code: how many problems, or rows, the fix with each key of `everywhere` would change. */
  readonly counts = new Map<ProblemCode, ReadonlyMap<string, number>>();
  private guesses: ReadonlyMap<string, number> | undefined;
  private targets: ReadonlySet<string> | undefined;
  private repeated: ReadonlyMap<string, readonly number[]> | undefined;
  /** The fields of the row that was asked about last, by where their values and names begin. */
  private fields: { row: number; all: readonly FieldRange[]; byStart: ReadonlyMap<number, FieldRange> } | undefined;

  /** @param defaultCountryCode what to put before local numbers, with or without a plus; empty when not set */
  constructor(
    readonly checked: CheckedFile,
    readonly defaultCountryCode: string,
  ) {}

  /** How many unknown columns or keys seem to mean this field. */
  guessedTimes(name: string): number {
    this.guesses ??= this.countGuesses();
    return this.guesses.get(name) ?? 0;
  }

  /** CSV: whether a column holds this already. */
  hasColumn(target: ColumnTarget): boolean {
    this.targets ??= new Set(this.checked.file.columns.map((column) => JSON.stringify(column.target)));
    return this.targets.has(JSON.stringify(target));
  }

  /** The rows of each sid that is in several, by the sid's key. */
  get repeatedSids(): ReadonlyMap<string, readonly number[]> {
    return (this.repeated ??= this.findRepeatedSids());
  }

  /** The field of a row whose value or name is exactly there. */
  fieldAt(row: number, range: TextRange): FieldRange | undefined {
    const field = this.fieldsOf(row).byStart.get(range.start);
    return field && [field, field.nameRange].some(({ start, end }) => start === range.start && end === range.end)
      ? field
      : undefined;
  }

  /** The field of a row whose value has that offset in it. */
  fieldAround(row: number, offset: number): FieldRange | undefined {
    return this.fieldsOf(row).all.find(({ start, end }) => start <= offset && offset < end);
  }

  private fieldsOf(row: number) {
    if (this.fields?.row === row) return this.fields;
    const { file } = this.checked;
    const all = file.fieldRanges(row);
    const byStart = new Map<number, FieldRange>();
    for (const field of all) {
      byStart.set(field.start, field);
      if (file.format !== 'csv') byStart.set(field.nameRange.start, field);
    }
    return (this.fields = { row, all, byStart });
  }

  private countGuesses() {
    const { file, problems } = this.checked;
    const guesses = new Map<string, number>();
    for (const problem of problems) {
      if (problem.code !== 'unknown-field') continue;
      const guess = guessColumn(readText(file, problem) ?? '')?.name;
      if (guess !== undefined) guesses.set(guess, (guesses.get(guess) ?? 0) + 1);
    }
    return guesses;
  }

  private findRepeatedSids() {
    const { problems, sidOf } = this.checked;
    const repeated = new Map<string, number[]>();
    for (const { code, row } of problems) {
      const sid = row === undefined || code !== 'duplicate-sid' ? undefined : sidOf(row);
      if (!sid) continue;
      const key = sidKey(sid);
      const rows = repeated.get(key);
      if (rows) rows.push(row!);
      else repeated.set(key, [row!]);
    }
    return repeated;
  }
}
