import type { Steps } from '../steps';
import type { SyntaxFault } from '../syntaxFault';
import type { TextRange } from '../problem';
import type { RowValues } from '../file/contactFile';
import type { JsonRows } from './jsonRows';
import type { JsonTokens } from './jsonTokens';
import type { ProblemList } from '../file/problemList';
import { readLoosely } from './readLoosely';
import { shorten } from '../shorten';

/**
 * Reads the object at the current token as the next row, and reports its faults.
 * @returns whether the comma after it may be part of what could not be understood
 */
export function* readFaulty(tokens: JsonTokens, problems: ProblemList, rows: JsonRows, opened = false): Steps<boolean> {
  const row = rows.rows.length;
  const report = (range: TextRange, fault: SyntaxFault) => problems.syntax(range, fault, row);
  const found = problems.problems.length;
  const { start, end, value, mayHideComma } = yield* readLoosely(tokens, report, opened);
  // One that is only long or deep is still sound.
  const isFaultless = !opened && problems.problems.length === found && rows.scan(start, end - start) === end;
  if (!isFaultless) rows.addFaulty(start, end, opened ? undefined : (value as RowValues | undefined));
  return mayHideComma;
}

/** The message of a key that one object names again: JSON.parse silently keeps the last, and it is not clear which one was meant. */
export function appearsTwice(name: string): string {
  return `The key "${shorten(name)}" appears twice in the same object. Keep one of the two.`;
}

/** Leads from a key to the first one of its name. */
export function firstOf({ start, end }: TextRange) {
  return { start, end, message: 'The first one' };
}

/** A row of the list that is not a contact at all. */
export function addStranger(tokens: JsonTokens, problems: ProblemList, range: TextRange, row: number): void {
  const what = describe(tokens.written);
  const message = `This is ${what}, not a contact. Write an object such as { "sid": "…", "first_name": "…" }.`;
  problems.add('wrong-type', range, message, row);
}

/** A JSON value in words, by its first character; the value itself is private. */
export function describe(written: string): string {
  switch (written.charAt(0)) {
    case '{':
      return 'an object';
    case '[':
      return 'a list';
    case '"':
      return 'text';
    case 't':
    case 'f':
      return 'true or false';
    case 'n':
      return 'null';
    default:
      return /^[-\d]/.test(written) ? 'a number' : 'bare text';
  }
}
