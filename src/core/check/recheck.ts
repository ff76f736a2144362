import { sidKey } from '../contact';
import type { Patch } from '../text/patch';
import { moveProblems, reread } from '../file/reread';
import type { TextSource } from '../text/textSource';
import type { Problem } from '../problem';
import { finish } from '../steps';
import { judge, type CheckedFile, type Checked } from './checkContacts';
import { duplicatesOf, findDuplicates } from './findDuplicates';
import { warnOfUnknownKeys } from './unknownKeys';

/** With more rows touched, all sids are compared again, which is cheaper then. */
const mostCompared = 4;

/** With more keys, the file is read again: their warnings are counted over all rows. */
const mostUnknownKeys = 100;

/**
 * The check of a text that differs from a checked one by a patch, at the cost of the rows that the patch touched: everything about
 * the others is kept and moved. It equals the check of the whole text.
 * @returns undefined where the text has to be read again as a whole
 */
export function recheck(before: CheckedFile, text: TextSource, patch: Patch): CheckedFile | undefined {
  const { parts } = before as Checked;
  if (before.unknownKeys.size > mostUnknownKeys) return undefined;
  const checks = parts.checks.movedBehind(patch);
  const again = reread(before.file, text, patch, (...row) => checks.see(...row));
  if (!again) return undefined;
  const { file, first, last } = again;
  const isTouched = (row: number | undefined) => row !== undefined && row >= first && row <= last;
  checks.takeUnknownKeys(before.unknownKeys, isTouched);

  const sids = new Set<string>();
  for (let row = first; row <= last; row++) {
    for (const sid of [before.sidOf(row), checks.sid(file, row)]) if (sid) sids.add(sidKey(sid));
  }
  const all = last - first >= mostCompared;
  const isCompared = ({ code, row }: Problem) =>
    code === 'duplicate-sid' && (all || sids.has(sidKey(before.sidOf(row!) ?? '')));
  const fromFile = new Set(before.file.problems);
  const kept = moveProblems(
    before.problems.filter(
      (problem) =>
        !fromFile.has(problem) &&
        !isCompared(problem) &&
        !(problem.code === 'unknown-field' && problem.row === undefined) &&
        !(problem.code !== 'duplicate-sid' && isTouched(problem.row)),
    ),
    patch,
  );
  if (!kept) return undefined;
  const duplicates = all
    ? finish(
        findDuplicates(
          file,
          (row) => checks.sid(file, row),
          (row) => checks.sidHash(row),
        ),
      )
    : [...sids].flatMap((key) => finish(duplicatesOf(file, checks.rowsWith(file, key))));
  const problems = [...file.problems, ...finish(warnOfUnknownKeys(file, checks.unknownKeys)), ...kept];
  for (const problem of checks.problems) problems.push(problem);
  for (const problem of duplicates) problems.push(problem);
  return judge(file, checks, problems.sort(inOrder));
}

/** As in a check of the whole: by place, then the reader's, the file's, the rows' own, and the comparison of rows. */
function inOrder(a: Problem, b: Problem): number {
  return a.start - b.start || a.end - b.end || Number(isComparison(a)) - Number(isComparison(b));
}

function isComparison({ code }: Problem): boolean {
  return code === 'duplicate-sid';
}
