import type { CheckedFile } from '../check/checkContacts';
import { sidKey } from '../contact';
import type { Outcome } from '../outcome';
import type { Steps } from '../steps';
import type { RunRecord } from './runRecord';
import type { RunRowTable } from './runRowTable';

/**
 * `retry`: every row that is not known to be updated as the file has it now. `resume`: the same without the rows that were
 * rejected and still say the same, since their answer is known.
 */
export type Continuing = 'retry' | 'resume';

/**
 * Why a row is sent: its verdict in the earlier run, or what has become of it since. `corrected`: it was invalid and now passes the
 * checks. `edited`: it was updated and has been changed in the file since. `added`: the earlier run did not have it.
 */
export const reasonsToSend = ['rejected', 'notSent', 'unknown', 'corrected', 'edited', 'added'] as const;

export type ReasonToSend = (typeof reasonsToSend)[number];

/** What another run over the same file has to do, seen from the file as it is now. */
export interface Continuation {
  /** Rows to send, in the order of the file. */
  readonly rows: readonly number[];
  /** How many of them are sent for which reason; they add up to `rows`. */
  readonly reasons: ReadonlyMap<ReasonToSend, number>;
  /** Rows that have their answer and are not sent again, by their verdict. */
  readonly kept: ReadonlyMap<'updated' | 'rejected', number>;
  /** How many rows could be sent and are not, since only some were chosen. */
  readonly unchosen: number;
  /**
   * Outcomes known before anything is sent, by row: those of the checks and of the rows that are kept. A row that was `unknown`
   * is still `unknown` until it is answered, although it is sent.
   */
  readonly known: readonly (readonly [row: number, outcome: Outcome])[];
  /** Requests that carried the row before. */
  readonly attempts: (row: number) => number;
  /** Lines of the rows that are sent, were part of the earlier run and say something else now; from 1. */
  readonly changed: readonly number[];
  /** Contacts of the earlier run that still need an answer and are no longer in the file. */
  readonly gone: number;
}

const rowsPerStep = 5_000;

/** The outcomes of the rows that the checks keep out. */
export function* invalidOutcomes(checked: CheckedFile): Generator<readonly [number, Outcome]> {
  const { invalid, file, isSendable, sendable } = checked;
  if (sendable === file.rows.length) return;
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

/**
 * Compares the file as it is now with an earlier run of it. Rows are found again by their sid, wherever they are now.
 * @param now the file's rows as `describeRows` gives them
 * @param chosen rows of the earlier run, where no others are to be sent
 */
export function* continueRun(
  checked: CheckedFile,
  now: RunRowTable,
  earlier: RunRecord,
  continuing: Continuing,
  chosen?: ReadonlySet<number>,
): Steps<Continuation> {
  const { rows: earlierRows } = earlier.description;
  const before = yield* rowsBySid(earlier);
  const keep = keepOutcomes(earlier);
  const rows: number[] = [];
  const reasons = new Map<ReasonToSend, number>();
  const kept = new Map<'updated' | 'rejected', number>();
  const known: (readonly [number, Outcome])[] = [...invalidOutcomes(checked)];
  /** By row: the one that it was in the earlier run, or -1. */
  const origin = new Int32Array(now.length).fill(-1);
  const isFound = new Uint8Array(earlierRows.length);
  const changed: number[] = [];
  let unchosen = 0;
  for (let row = 0; row < now.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const sid = now.sid(row);
    const old = sid ? before.get(sidKey(sid)) : undefined;
    if (old !== undefined) {
      origin[row] = old;
      isFound[old] = 1;
    }
    if (!checked.isSendable(row)) continue;
    const outcome = old === undefined ? undefined : earlier.outcome(old);
    const isSame = old !== undefined && earlierRows.fingerprint(old) === now.fingerprint(row);
    if (outcome && isSame && isAnswered(outcome, continuing)) {
      known.push([row, keep(outcome)]);
      kept.set(outcome.verdict, (kept.get(outcome.verdict) ?? 0) + 1);
      continue;
    }
    if (chosen && (old === undefined || !chosen.has(old))) {
      unchosen++;
      known.push([row, holdsUnchosen(outcome, isSame) ? keep(outcome) : notChosen]);
      continue;
    }
    rows.push(row);
    const reason = old === undefined ? 'added' : reasonFor(outcome);
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    if (old !== undefined && !isSame) changed.push(now.line(row));
    if (outcome?.verdict === 'unknown') known.push([row, keep(outcome)]);
  }
  let gone = 0;
  for (let old = 0; old < earlierRows.length; old++) {
    if (old % rowsPerStep === rowsPerStep - 1) yield;
    const outcome = earlier.outcome(old);
    if (isFound[old] || outcome?.verdict === 'invalid' || (outcome && isAnswered(outcome, continuing))) continue;
    if (earlierRows.sid(old)) gone++;
  }
  return {
    rows,
    reasons,
    kept,
    unchosen,
    known,
    attempts: (row) => (origin[row] === -1 ? 0 : earlier.attempts(origin[row]!)),
    changed,
    gone,
  };
}

function* rowsBySid(earlier: RunRecord): Steps<Map<string, number>> {
  const rows = new Map<string, number>();
  const { rows: earlierRows } = earlier.description;
  for (let row = 0; row < earlierRows.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const key = sidKey(earlierRows.sid(row));
    // An invalid row can share its sid with a good one; the one that was part of the run is meant.
    if (key && (!rows.has(key) || earlier.outcome(row)?.verdict !== 'invalid')) rows.set(key, row);
  }
  return rows;
}

function isAnswered(
  outcome: Outcome,
  continuing: Continuing,
): outcome is Outcome & { verdict: 'updated' | 'rejected' } {
  return outcome.verdict === 'updated' || (outcome.verdict === 'rejected' && continuing === 'resume');
}

/** Names the run that came to an outcome. Equal ones stay one object: there are as many as rows. */
function keepOutcomes({ description: { runId, startedAt } }: RunRecord): (outcome: Outcome) => Outcome {
  const kept = new Map<Outcome, Outcome>();
  return (outcome) => {
    let known = kept.get(outcome);
    if (!known)
      kept.set(outcome, (known = outcome.keptFrom ? outcome : { ...outcome, keptFrom: { runId, startedAt } }));
    return known;
  };
}

const notChosen: Outcome = { verdict: 'notSent', reason: 'This row was not among those chosen to retry.' };

/** Whether a row that stays out keeps what is known of it: as long as it says the same. What is unknown stays so in any case. */
function holdsUnchosen(outcome: Outcome | undefined, isSame: boolean): outcome is Outcome {
  return outcome?.verdict === 'unknown' || (isSame && outcome !== undefined && outcome.verdict !== 'invalid');
}

function reasonFor(outcome: Outcome | undefined): ReasonToSend {
  switch (outcome?.verdict) {
    case 'updated':
      return 'edited';
    case 'invalid':
      return 'corrected';
    case 'rejected':
    case 'unknown':
      return outcome.verdict;
    case 'notSent':
    case undefined:
      return 'notSent';
  }
}
