import { readAndCheck, type CheckedFile } from '../check/checkContacts';
import type { ReadOptions } from '../file/contactFile';
import type { ProblemCode } from '../problem';
import type { Steps } from '../steps';
import { findFixes } from './findFixes';
import { applyEdits, composeEdits, withoutOverlaps, type TextEdit } from './textEdit';

const problemsPerStep = 100;
/** Nothing of them is ever applied unasked, and to look would cost. */
const neverPreferred: readonly ProblemCode[] = ['duplicate-sid', 'missing-sid', 'nothing-to-update', 'no-contacts'];
/** A file with more is of another kind, and every one of them is looked for in every row. */
const mostUnknownFields = 40;
/** One fix can bring the next one to light: the comma, the quotes, the plus. */
const mostRounds = 6;

/** Every fix that leaves no doubt, as one set of edits of the text as it stands: in its order, not overlapping. */
export function* fixAll(
  checked: CheckedFile,
  options: ReadOptions & { readonly defaultCountryCode: string },
): Steps<readonly TextEdit[]> {
  const { format } = checked.file;
  let edits: readonly TextEdit[] = [];
  let current = checked;
  for (let round = 0; round < mostRounds; round++) {
    const text = current.file.text.toString();
    const more = yield* preferredEdits(current, options.defaultCountryCode);
    if (more.length === 0) break;
    edits = composeEdits(text, edits, more);
    current = yield* readAndCheck(applyEdits(text, more), format, options);
  }
  return edits;
}

function* preferredEdits(checked: CheckedFile, defaultCountryCode: string): Steps<TextEdit[]> {
  // While brackets and commas are wrong, so may be everything that was read between them.
  const broken = !checked.file.whole;
  const skipped = new Set<ProblemCode>(neverPreferred);
  if (checked.problems.filter(({ code }) => code === 'unknown-field').length > mostUnknownFields)
    skipped.add('unknown-field');
  const edits: TextEdit[] = [];
  for (const [count, problem] of checked.problems.entries()) {
    if (count % problemsPerStep === problemsPerStep - 1) yield;
    if (skipped.has(problem.code) || (broken && problem.code !== 'syntax')) continue;
    const best = findFixes(problem, { checked, defaultCountryCode }).find(({ isPreferred }) => isPreferred);
    if (best) for (const edit of yield* best.edits()) edits.push(edit);
  }
  return withoutOverlaps(edits);
}
