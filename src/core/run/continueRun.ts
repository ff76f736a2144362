import { sidKey } from '../contact';
import { isDone, type DoneVerdict, type Outcome, type Verdict } from '../outcome';
import { hasRow, rowBits, setRow } from '../rowBits';
import { leftOutOutcome, type SelectedRows } from '../selection/selectedRows';
import type { Steps } from '../steps';
import type { FoundSid } from './runJournal';
import type { RunRecord } from './runRecord';
import type { RunRowTable } from './runRowTable';

/**
 * `retry`: every row that is not known to have gone through as the file has it now. `resume`: the rows that an interrupted run was to send
 * and that have no answer, and no others. `resumeAll`: also what was edited, corrected or added since; a row that was rejected and still
 * says the same has its answer.
 */
export type Continuing = 'retry' | 'resume' | 'resumeAll';

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
  /** How many of these have no answer yet: with them, the earlier run is not over. */
  readonly unchosenOpen: number;
  /** How many rows were edited, corrected or added after the run that is resumed, and are not part of it. */
  readonly rest: number;
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
  const isFound = rowBits(earlierRows.length);
  const isCreation = earlier.description.operation.kind === 'create';
  const changed: number[] = [];
  const found: FoundSid[] = [];
  let unchosen = 0;
  let unchosenOpen = 0;
  let rest = 0;
  for (let row = 0; row < now.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const old = origin[row] === -1 ? undefined : origin[row]!;
    if (old !== undefined) setRow(isFound, old);
    const outcome = old === undefined ? undefined : earlier.outcome(old);
    if (!selected.isSendable(row)) {
      // A new contact that was created has a sid by now, and with it nothing more to be done.
      const isOver = selected.passedOver?.(row) !== undefined && isDone(outcome?.verdict);
      known.push([row, isOver ? keep(outcome) : leftOutOutcome(selected, row)]);
      continue;
    }
    const isSame = old !== undefined && earlierRows.fingerprint(old) === now.fingerprint(row);
    // A contact that was created is there, whatever else its row says now.
    const isSettled = isSame || (isCreation && isDone(outcome?.verdict));
    if (outcome && old !== undefined && isSettled && isAnswered(outcome, continuing)) {
      if (now.sid(row) === '' && earlierRows.sid(old) !== '') found.push([row, earlierRows.sid(old)]);
      known.push([row, keep(outcome)]);
      kept.set(outcome.verdict, (kept.get(outcome.verdict) ?? 0) + 1);
      continue;
    }
    if (chosen && (old === undefined || !chosen.has(old))) {
      unchosen++;
      if (old !== undefined && isOpen(earlier, old)) unchosenOpen++;
      known.push([row, holdsUnchosen(outcome, isSame) ? keep(outcome) : notChosen]);
      continue;
    }
    if (continuing !== 'retry' && !(old !== undefined && isOpen(earlier, old))) {
      // It was left out of the interrupted run on purpose.
      const wasLeftOut = isSame && !earlierRows.isSent(old);
      if (wasLeftOut) unchosen++;
      else if (continuing === 'resume') rest++;
      if (wasLeftOut || continuing === 'resume') {
        known.push([row, outcome && (wasLeftOut || outcome.verdict === 'unknown') ? keep(outcome) : notPart]);
        continue;
      }
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
    if (hasRow(isFound, old) || outcome?.verdict === 'invalid' || (outcome && isAnswered(outcome, continuing)))
      continue;
    if (earlierRows.sid(old)) gone++;
  }
  return {
    rows,
    reasons,
    kept,
    unchosen,
    unchosenOpen,
    rest,
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
 * By row: the one that it was in the earlier run, or -1. Rows are found by what the record proves: their sid, or for a new contact, which
 * had none, the number that was sent for it. A number counts only where one row was sent with it, and one row of the file stands for it.
 */
export function* originsOf(now: RunRowTable, earlier: RunRecord): Steps<Int32Array> {
  const { rows: earlierRows, operation } = earlier.description;
  const bySid = yield* rowsBySid(earlier);
  const origin = new Int32Array(now.length).fill(-1);
  const isTaken = rowBits(earlierRows.length);
  for (let row = 0; row < now.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const sid = now.sid(row);
    const old = sid ? bySid.get(sidKey(sid)) : undefined;
    // Two rows with one sid are the same row of the earlier run, and neither is sent.
    if (old === undefined) continue;
    origin[row] = old;
    setRow(isTaken, old);
  }
  if (operation.kind !== 'create') return origin;

  const sent = yield* rowsByIdentity(earlierRows);
  for (const [identity, row] of yield* rowsByIdentity(now)) {
    const old = sent.get(identity) ?? -1;
    // A number proves nothing of a row that was not sent: it has no fingerprint.
    const isProven = row !== -1 && old !== -1 && earlierRows.fingerprint(old) !== '';
    if (isProven && now.sid(row) === '' && !hasRow(isTaken, old)) origin[row] = old;
  }
  return origin;
}

/** The row that stands for each identity: the one that can be sent, else the only one; -1 where several may be meant. */
function* rowsByIdentity(table: RunRowTable): Steps<Map<string, number>> {
  const rows = new Map<string, number>();
  const canBeSent = (row: number) => row !== -1 && table.fingerprint(row) !== '';
  for (let row = 0; row < table.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const identity = table.identity(row);
    if (identity === '') continue;
    const known = rows.get(identity);
    if (known === undefined || canBeSent(row) !== canBeSent(known)) {
      if (known === undefined || canBeSent(row)) rows.set(identity, row);
    } else rows.set(identity, -1);
  }
  return rows;
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
  return isDone(outcome.verdict) || (outcome.verdict === 'rejected' && continuing !== 'retry');
}

/** How many rows a run was to send and has no answer for. */
export function openRows(record: RunRecord): number {
  const { rows } = record.description;
  let open = 0;
  for (const row of rows.keys()) if (isOpen(record, row)) open++;
  return open;
}

function isOpen(record: RunRecord, row: number): boolean {
  const outcome = record.outcome(row);
  return record.description.rows.isSent(row) && (!outcome || isUnanswered(outcome));
}

const isUnanswered = ({ verdict }: Outcome) => verdict === 'notSent' || verdict === 'unknown';

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

const notPart: Outcome = {
  verdict: 'notSent',
  reason: 'Edited or added after the run was interrupted, so resuming did not send it. Retry to send it.',
};

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
