import { readAndCheck, type CheckedFile } from '../check/checkContacts';
import type { ReadOptions } from '../file/contactFile';
import type { ProblemCode } from '../problem';
import type { Steps } from '../steps';
import { findFixes } from './findFixes';
import { FixContext } from './fixContext';
import { applyEdits, composeEdits, withoutOverlaps, type TextEdit } from './textEdit';

const problemsPerStep = 100;
/** None of their fixes is safe, and to look would cost. */
const neverPreferred: ReadonlySet<ProblemCode> = new Set([
  'duplicate-sid',
  'duplicate-column',
  'missing-sid',
  'nothing-to-update',
  'no-contacts',
]);

/**
 * Every fix whose meaning cannot be doubted, as one set of edits of the text as it is: in its order, not overlapping. One fix can
 * bring the next one to light (the comma, the quotes, the plus), so it continues until nothing is left to do.
 */
export function* fixAll(
  checked: CheckedFile,
  options: ReadOptions & { readonly defaultCountryCode: string },
): Steps<readonly TextEdit[]> {
  const { format } = checked.file;
  let edits: readonly TextEdit[] = [];
  let current = checked;
  const seen = new RepeatedText();
  for (;;) {
    const text = current.file.text.toString();
    const more = yield* preferredEdits(current, options.defaultCountryCode);
    if (more.length === 0 || seen.has(text)) return edits;
    edits = composeEdits(text, edits, more);
    current = yield* readAndCheck(applyEdits(text, more), format, options);
  }
}

function* preferredEdits(checked: CheckedFile, defaultCountryCode: string): Steps<TextEdit[]> {
  const context = new FixContext(checked, defaultCountryCode);
  // While brackets and commas are wrong, so may be everything that was read between them.
  const broken = !checked.file.whole;
  const edits: TextEdit[] = [];
  for (const [count, problem] of checked.problems.entries()) {
    if (count % problemsPerStep === problemsPerStep - 1) yield;
    if (neverPreferred.has(problem.code) || (broken && problem.code !== 'syntax')) continue;
    const best = findFixes(problem, context).find(({ isPreferred }) => isPreferred);
    if (best) for (const edit of yield* best.edits()) edits.push(edit);
  }
  return withoutOverlaps(edits);
}

/** Notices when the texts of the rounds go in a circle, and keeps one of them only (Brent's algorithm). */
class RepeatedText {
  private kept: string | undefined;
  private rounds = 0;
  private nextKept = 1;

  has(text: string): boolean {
    if (text === this.kept) return true;
    if (++this.rounds === this.nextKept) {
      this.kept = text;
      this.nextKept *= 2;
    }
    return false;
  }
}
