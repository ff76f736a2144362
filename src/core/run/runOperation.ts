import type { Answer } from '../../api/answer';
import type { KnownContact } from '../contact';
import { describeError, type Outcome } from '../outcome';
import type { UserError } from '../userError';
import { bindReply } from './bindReply';
import type { Clock } from './clock';
import { explainAnswer, explainJournalFailure, explainLongWait, summarizeAnswer } from './explainAnswer';
import { maskContacts } from './maskContacts';
import { closing, operations, operationWords } from './operation';
import type { Pace } from './pace';
import type { MakeRequest, Send } from './requestsOf';
import { askedWait, ruleFor, waitBefore, type RetryPolicy } from './retry';
import type { FoundSid, RunJournal } from './runJournal';
import type { RunRecord } from './runRecord';
import { replyOf } from './sentRequest';

export interface RunParts {
  readonly record: RunRecord;
  /** What the file says of a row that is sent, so that a server's words can be cleared of it. */
  readonly contactOf: (row: number) => KnownContact | undefined;
  /** What a result names a row that is sent by: its sid, or its number. */
  readonly keyOf: (row: number) => string;
  /** Rows of each request, in the order to be sent. */
  readonly requests: readonly (readonly number[])[];
  readonly makeRequest: MakeRequest;
  readonly pace: Pace;
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  readonly journal: RunJournal;
}

/** Rows that go out together. `mayBeApplied`: an earlier try of them may have been carried out. */
interface Batch {
  readonly rows: readonly number[];
  readonly mayBeApplied: boolean;
}

/**
 * Sends the requests one after the other and settles one outcome for every row of them. The next one is made while a request is on
 * its way, and what came of one request is written down with the next: before that is sent, before any wait, and at the end.
 *
 * @param stop ends the run: nothing further is sent, and the reply on its way is waited for within the policy's grace, which is shorter where
 * its reason is `closing`
 * @returns what ended the run before its time, for the user; undefined when it came to its end or was stopped
 */
export async function runOperation(parts: RunParts, stop: AbortSignal): Promise<UserError | undefined> {
  const { record, contactOf, keyOf, makeRequest, pace, policy, clock, journal } = parts;
  const { kind } = record.description.operation;
  const rules = operations[kind];
  const words = operationWords[kind];
  const queue: Batch[] = parts.requests.map((rows) => ({ rows, mayBeApplied: false })).reverse();
  let splitsLeft = policy.splitBudget;
  let failuresInARow = 0;
  /** Of the monotonic clock. */
  let notBefore = -Infinity;
  let why = '';
  let ending: UserError | undefined;
  let isCutShort = false;
  /** The next request, made while the one before it is on its way; never more than this one. */
  let ahead: { readonly rows: readonly number[]; readonly request: Send } | undefined;

  stop.addEventListener('abort', () => record.state === 'running' && record.become('stopping', clock.now()), {
    once: true,
  });
  try {
    while (queue.length > 0 && !ending && !stop.aborted) await sendBatch(queue.pop()!);
    // Rows that no request carried yet read as not sent anyway, and there may be a million of them.
    const left = queue.reverse().filter(({ rows }) => !staysOpen() || record.attempts(rows[0]!) > 0);
    isCutShort ||= left.length < queue.length;
    for (const mayBeApplied of [false, true]) {
      const rows = left.filter((batch) => batch.mayBeApplied === mayBeApplied).flatMap((batch) => batch.rows);
      leave({ rows, mayBeApplied }, leftReason());
    }
    await written(() => journal.flush());
  } catch (bug) {
    isCutShort = true;
    giveUp();
    await written(() => journal.flush());
    throw bug;
  } finally {
    record.wait(undefined);
    record.become(
      isCutShort && staysOpen() ? 'interrupted' : ending || isCutShort ? 'stopped' : 'finished',
      clock.now(),
    );
  }
  return ending;

  function staysOpen(): boolean {
    return stop.reason === closing && !ending;
  }

  async function sendBatch({ rows, mayBeApplied }: Batch): Promise<void> {
    const request = takeRequest(rows);
    let waited = 0;
    for (let attempt = 1; ; attempt++) {
      if (!(await ready())) return leave({ rows, mayBeApplied }, leftReason());
      const isWritten = await written(() => journal.sending(rows));
      if (!isWritten || stop.aborted) return leave({ rows, mayBeApplied }, leftReason());
      record.attempted(rows, clock.now());
      const answer = masked(await send(request), rows);
      const reply = replyOf(answer, clock.now());
      record.replied(reply);
      journal.replied(reply);
      const rule = ruleFor(answer, rules.isSingle);

      if (answer.kind === 'items') {
        hold(askedWait(answer.rateLimit), 'Exotel’s rate limit is reached');
        failuresInARow = 0;
        record.requestsDone++;
        return settleReply({ rows, mayBeApplied }, answer);
      }
      mayBeApplied ||= rule.applied === 'maybe';

      if (rule.then === 'split' && answer.kind === 'refused') {
        failuresInARow = 0;
        record.requestsDone++;
        return takeApart({ rows, mayBeApplied }, answer);
      }
      if (rule.then === 'stop') {
        if (!stop.aborted) ending = explainAnswer(answer, record.description.target);
        return leave({ rows, mayBeApplied }, summarizeAnswer(answer));
      }

      const wait = waitBefore(answer, attempt, policy, clock.random());
      waited += wait;
      if (wait > policy.longestAskedWaitMs) {
        ending = explainLongWait(clock.now(), wait, answer);
        return leave({ rows, mayBeApplied }, summarizeAnswer(answer));
      }
      if (attempt >= Math.min(policy.maxAttempts, rule.attempts ?? Infinity) || waited > policy.waitBudgetMs) {
        failuresInARow++;
        if (rule.applied === 'no' || failuresInARow >= policy.maxFailuresInARow) {
          ending = explainAnswer(answer, record.description.target);
        } else {
          record.note(`A request failed for good: ${summarizeAnswer(answer)}`);
        }
        record.requestsDone++;
        return leave({ rows, mayBeApplied }, summarizeAnswer(answer));
      }
      hold(wait, rule.why ?? '');
    }
  }

  /** Waits for the pace and for what the server asked. False: the run was stopped meanwhile. */
  async function ready(): Promise<boolean> {
    while (!stop.aborted) {
      const held = Math.ceil(Math.max(0, notBefore - clock.monotonic()));
      if (held > policy.longestAskedWaitMs) {
        ending = explainLongWait(clock.now(), held);
        return false;
      }
      const wait = held || pace.take(clock.monotonic());
      if (wait === 0) {
        record.wait(undefined);
        return true;
      }
      if (!(await written(() => journal.flush()))) return false;
      record.wait({ why: held ? why : 'the limit you set for requests per minute', until: clock.now() + wait });
      await clock.sleep(wait, stop);
    }
    return false;
  }

  function hold(ms: number | undefined, reason: string): void {
    if (ms === undefined) return;
    notBefore = clock.monotonic() + ms;
    why = reason;
  }

  function takeRequest(rows: readonly number[]): Send {
    const request = ahead?.rows === rows ? ahead.request : makeRequest(rows);
    ahead = undefined;
    return request;
  }

  function makeAhead(): void {
    const rows = queue.at(-1)?.rows;
    if (!rows || ahead?.rows === rows || stop.aborted) return;
    try {
      ahead = { rows, request: makeRequest(rows) };
    } catch {
      // Nobody up the stack waits for this; it is made, and fails, again when it is to be sent.
    }
  }

  async function send(request: Send): Promise<Answer> {
    const flight = new AbortController();
    const landed = new AbortController();
    const grace = () => {
      const ms = stop.reason === closing ? policy.closeGraceMs : policy.stopGraceMs;
      void clock.sleep(ms, landed.signal).then(() => flight.abort());
    };
    stop.addEventListener('abort', grace, { once: true });
    try {
      return await request(flight.signal, makeAhead);
    } finally {
      stop.removeEventListener('abort', grace);
      landed.abort();
    }
  }

  function settleReply({ rows, mayBeApplied }: Batch, { items, counts }: Answer & { kind: 'items' }) {
    const { outcomes, sids, unnamed, distrust, unboundErrors } = bindReply(rows.map(keyOf), items, counts, rules);
    if (distrust !== undefined) {
      const errors = [...new Set(unboundErrors)].slice(0, mostErrors);
      record.note(unboundNote(distrust, mask(errors, rows)));
    }
    const again = new Set(sendAlone(unnamed.map((at) => rows[at]!)));
    const answered = [...rows.keys()].filter((at) => !again.has(rows[at]!));
    return settle(
      answered.map((at) => rows[at]!),
      answered.map((at) => doubt(outcomes[at]!, rows[at]!, mayBeApplied)),
      answered.flatMap((at) => (sids[at] === undefined ? [] : [[rows[at]!, sids[at]] as const])),
    );
  }

  /**
   * Sends rows again, each in a request of its own: what answers that one is about its row, whether it names it or not.
   * @returns those for which the budget is enough
   */
  function sendAlone(rows: readonly number[]): readonly number[] {
    const now = rows.slice(0, splitsLeft);
    splitsLeft -= now.length;
    record.requestsPlanned += now.length;
    queue.push(...now.map((row) => ({ rows: [row], mayBeApplied: false })).reverse());
    if (rows.length > 0) {
      record.note(
        'Exotel has contacts with some of these numbers already, but its reply does not say which contact has which number. ' +
          (now.length === rows.length
            ? 'These rows are sent again one by one.'
            : `The limit of ${policy.splitBudget} extra requests was reached, so some of these rows are “unknown”. Retry to send them.`),
      );
    }
    return now;
  }

  /**
   * A later refusal does not undo what an earlier try may have done. Only a contact that does not exist was never updated, and one that
   * is to be deleted and no longer there has been.
   */
  function doubt(outcome: Outcome, row: number, mayBeApplied: boolean): Outcome {
    const earlier = earlierTry(row, mayBeApplied);
    if (earlier === undefined || outcome.verdict !== 'rejected') return outcome;
    if (outcome.status === 404) return kind === 'delete' ? { verdict: rules.done } : outcome;
    const [said] = mask([describeError(outcome.error)], [row]);
    return {
      verdict: 'unknown',
      reason: `Rejected when it was sent again${said && `: “${said}”`}. ${earlier} ${words.mayHave}.`,
    };
  }

  /** What may have changed a row that has no verdict of this run yet; undefined when nothing did. */
  function earlierTry(row: number, mayBeApplied: boolean): string | undefined {
    if (mayBeApplied) return 'An earlier attempt';
    return record.outcome(row)?.verdict === 'unknown' ? 'An earlier run' : undefined;
  }

  /** A server may quote what it refuses, and its words go into messages, reasons and the record. */
  function masked(answer: Answer, rows: readonly number[]): Answer {
    if (answer.kind !== 'refused') return answer;
    const { message, description } = answer.error;
    return {
      ...answer,
      error: {
        ...answer.error,
        ...(message !== undefined && { message: mask([message], rows)[0]! }),
        ...(description !== undefined && { description: mask([description], rows)[0]! }),
      },
    };
  }

  /** Only here are the values of a request looked at. */
  function mask(texts: readonly string[], rows: readonly number[]): string[] {
    if (texts.length === 0) return [];
    const contacts = rows.map(contactOf);
    return texts.map((words) => maskContacts(words, contacts));
  }

  /** Halves a refused request; a row that is refused alone is a culprit. */
  function takeApart({ rows, mayBeApplied }: Batch, answer: Answer & { kind: 'refused' }): void {
    if (rows.length === 1) {
      const [row] = rows as [number];
      const refused: Outcome = { verdict: 'rejected', status: answer.status, error: answer.error };
      if (rules.isSingle) return settle(rows, [doubt(refused, row, mayBeApplied)]);
      const earlier = earlierTry(row, mayBeApplied);
      const unsure: Outcome = { verdict: 'unknown', reason: `${summarizeAnswer(answer)} ${earlier} ${words.mayHave}.` };
      return settle(rows, [earlier === undefined ? refused : unsure]);
    }
    if (splitsLeft < 2) {
      record.note(
        `Exotel rejected whole requests, and the limit of ${policy.splitBudget} requests for finding the rows at fault is reached. ` +
          'The rows that were still together in a rejected request are “not sent”. Correct the rejected rows, then retry.',
      );
      return leave({ rows, mayBeApplied }, `${summarizeAnswer(answer)} This row was rejected together with others.`);
    }
    splitsLeft -= 2;
    record.requestsPlanned += 2;
    record.note(
      `Exotel rejected a whole request. It is being split to find the rows at fault, with at most ${policy.splitBudget} more requests.`,
    );
    const middle = Math.ceil(rows.length / 2);
    queue.push({ rows: rows.slice(middle), mayBeApplied }, { rows: rows.slice(0, middle), mayBeApplied });
  }

  /** Rows that will not be sent (again) in this run. What an earlier run left `unknown` does not become any surer. */
  function leave({ rows, mayBeApplied }: Batch, reason: string): void {
    if (stop.aborted && rows.length > 0) isCutShort = true;
    // In the record they are on their way without a reply, which reads as unknown.
    if (mayBeApplied && staysOpen()) return;
    const unknown = (when: string): Outcome => ({
      verdict: 'unknown',
      reason: `${reason} The ${words.noun} may have been carried out${when}: retry to get the verdict.`,
    });
    const now: Outcome = mayBeApplied ? unknown('') : { verdict: 'notSent', reason };
    const before: Outcome = mayBeApplied ? now : unknown(' by an earlier run');
    return settle(
      rows,
      rows.map((row) => (record.outcome(row)?.verdict === 'unknown' ? before : now)),
    );
  }

  function settle(rows: readonly number[], outcomes: readonly Outcome[], sids: readonly FoundSid[] = []): void {
    if (rows.length === 0) return;
    record.identify(sids);
    record.settle(rows, (_row, position) => outcomes[position]!);
    journal.settled(rows, outcomes, sids);
  }

  async function written(write: () => Promise<void>): Promise<boolean> {
    try {
      await write();
      return true;
    } catch (cause) {
      ending ??= explainJournalFailure(cause);
      return false;
    }
  }

  /** After a fault of our own: no row is left without a verdict. */
  function giveUp(): void {
    const reason = 'The run failed because of a bug in the extension.';
    const open = Array.from(record.description.rows.keys()).filter((row) => !record.outcome(row));
    record.settle(open, (row) => ({ verdict: record.attempts(row) > 0 ? 'unknown' : 'notSent', reason }));
  }

  function leftReason(): string {
    return ending ? 'The run ended before this row.' : 'The run was stopped before this row.';
  }
}

/** Errors of a reply whose words are cleared of all of its contacts; a note names fewer. */
const mostErrors = 20;

function unboundNote(distrust: string, errors: readonly string[]): string {
  const reported =
    errors.length === 0
      ? ''
      : ` Errors that cannot be assigned to a row: ${[...new Set(errors)].slice(0, 5).join('; ')}.`;
  return `A reply could not be matched to its rows (${distrust}). Rows without a verdict of their own are “unknown”.${reported}`;
}
