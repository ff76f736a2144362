import type { CheckedFile } from '../check/checkContacts';
import { sidKey } from '../contact';
import type { Outcome } from '../outcome';
import type { RunRecord, RunRow } from './runRecord';

/** What another run over the same file has to do, seen from the file as it stands now. */
export interface Continuation {
  /** Rows to send, in the order of the file. */
  readonly rows: readonly number[];
  /**
   * Outcomes that stand already, by row: those of the checks, what went through before, and what is not part of it. A row that
   * was `unknown` stays so until it is answered, although it is sent.
   */
  readonly known: readonly (readonly [row: number, outcome: Outcome])[];
  /** Requests that carried the row before. */
  readonly attempts: (row: number) => number;
  /** Lines of the rows that are sent and say something else than before, from 1. */
  readonly changed: readonly number[];
  /** Contacts of the earlier run that did not go through and are not in the file any more. */
  readonly gone: number;
}

/** The outcomes of the rows that the checks keep out. */
export function* invalidOutcomes({ invalid, file, isSendable }: CheckedFile): Generator<readonly [number, Outcome]> {
  for (const row of file.rows.keys()) {
    if (isSendable(row)) continue;
    const problem = invalid.get(row);
    yield [
      row,
      problem
        ? { verdict: 'invalid', code: problem.code, message: problem.message }
        : { verdict: 'invalid', code: 'syntax', message: 'This row cannot be read.' },
    ];
  }
}

/** `retry`: all that did not go through. `resume`: what has no answer yet; a refusal was one. */
export type Continuing = 'retry' | 'resume';

/**
 * Picks the rows whose earlier outcome was `notSent`, `unknown` or, for a retry, `rejected`, found again by their sid. What was
 * updated and still says the same stays updated and is not sent again; everything else stays out and says why.
 *
 * @param now the file's rows as `describeRows` gives them
 */
export function continueRun(
  checked: CheckedFile,
  now: readonly RunRow[],
  earlier: RunRecord,
  continuing: Continuing,
): Continuation {
  const before = new Map<string, number>();
  earlier.description.rows.forEach(({ sid }, row) => {
    // An invalid row can share its sid with a good one; the one that was part of the run is meant.
    if (sid && (!before.has(sidKey(sid)) || earlier.outcome(row)?.verdict !== 'invalid')) before.set(sidKey(sid), row);
  });

  const rows: number[] = [];
  const known: (readonly [number, Outcome])[] = [...invalidOutcomes(checked)];
  const origin = new Map<number, number>();
  const seen = new Set<number>();
  const changed: number[] = [];
  for (const [row, { line, sid, fingerprint }] of now.entries()) {
    const old = sid ? before.get(sidKey(sid)) : undefined;
    if (old !== undefined) {
      origin.set(row, old);
      seen.add(old);
    }
    if (!checked.isSendable(row)) continue;
    const outcome = old === undefined ? undefined : earlier.outcome(old);
    const same = old !== undefined && earlier.description.rows[old]!.fingerprint === fingerprint;
    if (isOpen(outcome, continuing)) {
      rows.push(row);
      if (!same) changed.push(line);
      if (outcome?.verdict === 'unknown') known.push([row, outcome]);
      continue;
    }
    switch (outcome?.verdict) {
      case 'rejected':
      case 'notSent':
      case 'unknown':
        known.push([row, outcome]);
        break;
      case 'updated':
        known.push([row, same ? outcome : left('It was updated, and has been changed in the file since.')]);
        break;
      case 'invalid':
        known.push([row, left('It was left out of the last run, and is correct by now.')]);
        break;
      case undefined:
        known.push([row, left('It was not part of the last run.')]);
    }
  }
  const gone = earlier.description.rows.filter(
    (_, old) => !seen.has(old) && isOpen(earlier.outcome(old), continuing),
  ).length;
  return { rows, known, attempts: (row) => attemptsOf(earlier, origin.get(row)), changed, gone };
}

function left(what: string): Outcome {
  return { verdict: 'notSent', reason: `${what} Update the file, or retry once more, to send it.` };
}

function isOpen(outcome: Outcome | undefined, continuing: Continuing): boolean {
  if (outcome?.verdict === 'rejected') return continuing === 'retry';
  return outcome?.verdict === 'notSent' || outcome?.verdict === 'unknown';
}

function attemptsOf(earlier: RunRecord, row: number | undefined): number {
  return row === undefined ? 0 : earlier.attempts(row);
}
