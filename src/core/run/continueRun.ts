import { sidKey } from '../contact';
import { isDone, type DoneVerdict, type Outcome, type Verdict } from '../outcome';
import { leftOutOutcome, type SelectedRows } from '../selection/selectedRows';
import type { Steps } from '../steps';
import type { FoundSid } from './runJournal';
import type { RunRecord } from './runRecord';
import type { RunRowTable } from './runRowTable';

/**
 * `retry`: every row that is not known to have gone through as the file has it now. `resume`: the same without the rows that were
 * rejected and still say the same, since their answer is known.
 */
export type Continuing = 'retry' | 'resume';

/**
 * Why a row is sent: its verdict in the earlier run, or what has become of it since. `corrected`: it was invalid and now passes the
 * checks. `edited`: it went through and has been changed in the file since. `added`: the earlier run did not have it.
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
  readonly kept: ReadonlyMap<DoneVerdict | 'rejected', number>;
  /** How many rows could be sent and are not, since only some were chosen. */
  readonly unchosen: number;
  /**
   * Outcomes known before anything is sent, by row: those of the checks and of the rows that are kept. A row that was `unknown`
   * is still `unknown` until it is answered, although it is sent.
   */
  readonly known: readonly (readonly [row: number, outcome: Outcome])[];
  /** The sids of kept rows that have none in the file. */
  readonly found: readonly FoundSid[];
  /** Requests that carried the row before. */
  readonly attempts: (row: number) => number;
  /** The earlier run, and its verdict on a row that it had. */
  readonly runId: string;
  readonly earlierVerdict: (row: number) => Verdict | undefined;
  /** Lines of the rows that are sent, were part of the earlier run and say something else now; from 1. */
  readonly changed: readonly number[];
  /** Contacts of the earlier run that still need an answer and are no longer in the file. */
  readonly gone: number;
}

const rowsPerStep = 5_000;

/**
 * Compares the file as it is now with an earlier run of it. Rows are found again wherever they are now, see `originsOf`.
 * @param now the file's rows as `describeRows` gives them
 * @param chosen rows of the earlier run, where no others are to be sent
 */
export function* continueRun(
  selected: SelectedRows,
  now: RunRowTable,
  earlier: RunRecord,
  continuing: Continuing,
  chosen?: ReadonlySet<number>,
): Steps<Continuation> {
  const { rows: earlierRows } = earlier.description;
  const keep = keepOutcomes(earlier);
  const rows: number[] = [];
  const reasons = new Map<ReasonToSend, number>();
  const kept = new Map<DoneVerdict | 'rejected', number>();
  const known: (readonly [number, Outcome])[] = [];
  const origin = yield* originsOf(now, earlier);
  const isFound = new Uint8Array(earlierRows.length);
  const changed: number[] = [];
  const found: FoundSid[] = [];
  let unchosen = 0;
  for (let row = 0; row < now.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const old = origin[row] === -1 ? undefined : origin[row]!;
    if (old !== undefined) isFound[old] = 1;
    const outcome = old === undefined ? undefined : earlier.outcome(old);
    if (!selected.isSendable(row)) {
      // A new contact that was created has a sid by now, and with it nothing more to be done.
      const isOver = selected.passedOver?.(row) !== undefined && isDone(outcome?.verdict);
      known.push([row, isOver ? keep(outcome) : leftOutOutcome(selected, row)]);
      continue;
    }
    const isSame = old !== undefined && earlierRows.fingerprint(old) === now.fingerprint(row);
    if (outcome && isSame && isAnswered(outcome, continuing)) {
      if (now.sid(row) === '' && earlierRows.sid(old) !== '') found.push([row, earlierRows.sid(old)]);
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
    found,
    attempts: (row) => (origin[row] === -1 ? 0 : earlier.attempts(origin[row]!)),
    runId: earlier.description.runId,
    earlierVerdict: (row) => (origin[row] === -1 ? undefined : earlier.outcome(origin[row]!)?.verdict),
    changed,
    gone,
  };
}

/**
 * By row: the one that it was in the earlier run, or -1. Rows are found by their sid; those of new contacts, which had none, by what was
 * sent for them, and where no row was added or removed, by their position.
 */
export function* originsOf(now: RunRowTable, earlier: RunRecord): Steps<Int32Array> {
  const { rows: earlierRows, operation } = earlier.description;
  const bySid = yield* rowsBySid(earlier);
  const origin = new Int32Array(now.length).fill(-1);
  const isTaken = new Uint8Array(earlierRows.length);
  const take = (row: number, old: number | undefined) => {
    if (old === undefined || isTaken[old] || origin[row] !== -1) return;
    origin[row] = old;
    isTaken[old] = 1;
  };
  for (let row = 0; row < now.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const sid = now.sid(row);
    const old = sid ? bySid.get(sidKey(sid)) : undefined;
    // Two rows with one sid are the same row of the earlier run, and neither is sent.
    if (old !== undefined) {
      origin[row] = old;
      isTaken[old] = 1;
    }
  }
  if (operation.kind !== 'create') return origin;

  const bySent = new Map<string, number>();
  for (let old = earlierRows.length - 1; old >= 0; old--) {
    if (old % rowsPerStep === 0) yield;
    const sent = earlierRows.fingerprint(old);
    if (sent !== '' && !isTaken[old]) bySent.set(sent, old);
  }
  for (let row = 0; row < now.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (now.sid(row) === '' && now.fingerprint(row) !== '') take(row, bySent.get(now.fingerprint(row)));
  }
  if (now.length === earlierRows.length) {
    for (let row = 0; row < now.length; row++) if (now.sid(row) === '') take(row, row);
  }
  return origin;
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
): outcome is Outcome & { verdict: DoneVerdict | 'rejected' } {
  return isDone(outcome.verdict) || (outcome.verdict === 'rejected' && continuing === 'resume');
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
    case 'invalid':
      return 'corrected';
    case 'rejected':
    case 'unknown':
      return outcome.verdict;
    case 'notSent':
    case undefined:
      return 'notSent';
    default:
      return 'edited';
  }
}
