import assert from 'node:assert/strict';
import { checkContacts, type CheckedFile } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { findFixes } from '../../../../src/core/fix/findFixes';
import { fixAll } from '../../../../src/core/fix/fixAll';
import { fixEverywhere } from '../../../../src/core/fix/fixEverywhere';
import { FixContext } from '../../../../src/core/fix/fixContext';
import type { Fix } from '../../../../src/core/fix/fix';
import { applyEdits } from '../../../../src/core/fix/textEdit';
import type { Problem, ProblemCode } from '../../../../src/core/problem';
import { finish } from '../../../../src/core/steps';

export function check(text: string, format: FileFormat): CheckedFile {
  return finish(checkContacts(finish(readContactFile(text, format, { emptyCells: 'keep' }))));
}

/** Every fix of every problem of the code, with what becomes of the text. */
export function fixesOf(text: string, format: FileFormat, code: ProblemCode, defaultCountryCode = '') {
  const checked = check(text, format);
  const problems = checked.problems.filter((problem) => problem.code === code);
  const context = new FixContext(checked, defaultCountryCode);
  return problems.flatMap((problem) => findFixes(problem, context)).map((fix) => outcome(fix, text));
}

/** What the fix with that title makes of the text. */
export function fixedWith(
  text: string,
  format: FileFormat,
  code: ProblemCode,
  title: RegExp,
  countryCode = '',
): string {
  const fixes = fixesOf(text, format, code, countryCode);
  const chosen = fixes.find((fix) => title.test(fix.title));
  assert.ok(chosen, `no fix ${title}, only: ${fixes.map((fix) => fix.title).join('; ')}`);
  return chosen.text;
}

/** What the fix of the first problem of a code for all of its kind makes of the text. */
export function everywhereFixed(text: string, format: FileFormat, code: ProblemCode, title: string): string {
  const checked = check(text, format);
  const problem = checked.problems.find((found) => found.code === code)!;
  const fixes = finish(fixEverywhere(problem, new FixContext(checked, '')));
  const chosen = fixes.find((fix) => fix.title === title);
  assert.ok(chosen, `no fix ${title}, only: ${fixes.map((fix) => fix.title).join('; ')}`);
  return outcome(chosen, text).text;
}

export function allFixed(text: string, format: FileFormat, defaultCountryCode = ''): string {
  const edits = finish(fixAll(check(text, format), { emptyCells: 'keep', defaultCountryCode }));
  assertInOrder(edits);
  return applyEdits(text, edits);
}

function outcome(fix: Fix, text: string) {
  const edits = finish(fix.edits());
  assertInOrder(edits);
  return { title: fix.title, isPreferred: fix.isPreferred, text: applyEdits(text, edits) };
}

export function assertInOrder(edits: readonly { start: number; end: number }[]): void {
  let last = 0;
  for (const { start, end } of edits) {
    assert.ok(start >= last && end >= start, 'edits overlap');
    last = end;
  }
}

export const codesOf = (problems: readonly Problem[]) => problems.map(({ code }) => code);
