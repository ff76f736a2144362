import type { Problem, ProblemCode } from '../problem';
import type { Steps } from '../steps';
import { findAllFixes, findFixes } from './findFixes';
import type { Everywhere, Fix } from './fix';
import type { FixContext } from './fixContext';
import { withoutOverlaps, type TextEdit } from './textEdit';

const problemsPerStep = 100;
/** Of a number without a country code, only the most likely countries. */
const mostOffers = 3;

/** For the fixes of a problem that others of its code have, too: one fix for all of them. */
export function* fixEverywhere(problem: Problem, context: FixContext): Steps<Fix[]> {
  const repeatable = findFixes(problem, context).flatMap((fix) => fix.everywhere ?? []);
  if (repeatable.length === 0) return [];
  const counts = yield* countFixes(problem.code, context);
  return repeatable
    .filter(({ key }) => (counts.get(key) ?? 0) > 1)
    .slice(0, mostOffers)
    .map(({ key, title }) => ({
      title: title(counts.get(key)!),
      isPreferred: false,
      edits: () => editsOf(problem.code, key, context),
    }));
}

/** By key: how many problems, or rows, the fix would change. Counted once for a file. */
function* countFixes(code: ProblemCode, context: FixContext): Steps<ReadonlyMap<string, number>> {
  const known = context.counts.get(code);
  if (known) return known;
  const counts = new Map<string, number>();
  const lastRow = new Map<string, number>();
  for (const [index, problem] of context.checked.problems.entries()) {
    if (index % problemsPerStep === problemsPerStep - 1) yield;
    if (problem.code !== code) continue;
    for (const { everywhere } of findAllFixes(problem, context)) {
      if (!everywhere) continue;
      const { key, perRow } = everywhere;
      if (perRow && lastRow.get(key) === problem.row) continue;
      if (perRow) lastRow.set(key, problem.row!);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  context.counts.set(code, counts);
  return counts;
}

function* editsOf(code: ProblemCode, key: string, context: FixContext): Steps<readonly TextEdit[]> {
  const problems: Problem[] = [];
  const edits: TextEdit[] = [];
  let together: Everywhere['edits'];
  for (const [index, problem] of context.checked.problems.entries()) {
    if (index % problemsPerStep === problemsPerStep - 1) yield;
    if (problem.code !== code) continue;
    const found = findAllFixes(problem, context).find(({ everywhere }) => everywhere?.key === key);
    if (!found) continue;
    together = found.everywhere!.edits;
    problems.push(problem);
    if (!together) for (const edit of yield* found.edits()) edits.push(edit);
  }
  return together ? yield* together(problems) : withoutOverlaps(edits);
}
