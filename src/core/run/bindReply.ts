import type { ReplyCounts, ReplyItem } from '../../api/answer';
import { plainSid, sidKey } from '../contact';
import { count } from '../count';
import { describeError, isDone, type DoneOutcome, type Outcome } from '../outcome';
import { maySpellSame, numberKey } from './numberKey';
import type { OperationRules } from './operation';

export interface Binding {
  /** One outcome for each contact of the request, in its order. */
  readonly outcomes: readonly Outcome[];
  /** By position: the sid that the reply gives a contact which had none. */
  readonly sids: readonly (string | undefined)[];
  /** Positions of new contacts that the reply says are known without naming them: to be sent again, each alone. */
  readonly unnamed: readonly number[];
  /** Why position could not be believed; the rows without a success of their own are `unknown` then. */
  readonly distrust?: string;
  /** The errors of a reply whose order cannot be trusted: they cannot be assigned. */
  readonly unboundErrors: readonly string[];
}

/** What a row is until it was sent alone. */
const unnamedKnown: Outcome = {
  verdict: 'unknown',
  reason: 'Exotel knows this number already, but its reply does not say which contact has it. Retry to find out.',
};

export type BindingRules = Pick<OperationRules, 'done' | 'boundBy'>;

/**
 * Binds the items of a reply to the contacts of its request.
 *
 * A success is bound by what it names: its `data.sid`, for a new contact its `data.number`. What gives a new contact its sid must name its
 * number, unless it answers a request of that contact alone. A failure of an update carries no sid, so its position is believed only when the reply is as long as the request and every result that names its contact is at its own position; that
 * Exotel keeps the order is shown by its sample and promised nowhere. Counts that do not match the results make a reply just as doubtful.
 * Otherwise every row without a success of its own becomes `unknown`. Nothing is guessed.
 *
 * @param keys the request's sids, or numbers, in the order they were sent; no two of them equal
 */
export function bindReply(
  keys: readonly string[],
  items: readonly ReplyItem[],
  counts: ReplyCounts,
  rules: BindingRules,
): Binding {
  const isAlone = keys.length === 1 && items.length === 1;
  const positions = new Map(keys.map((key, position) => [keyFor(rules, key), position]));
  const outcomes = new Array<Outcome | undefined>(keys.length).fill(undefined);
  const sids = new Array<string | undefined>(keys.length).fill(undefined);
  let distrust =
    items.length === keys.length
      ? miscounted(items, counts)
      : `Exotel returned ${count(items.length, 'result')} for ${count(keys.length, 'contact')}`;

  const positionOf = (name: string, at: number): number | undefined =>
    rules.boundBy === 'number' && maySpellSame(keys[at] ?? '', name) ? at : positions.get(keyFor(rules, name));
  const take = (position: number, item: ReplyItem, outcome: Outcome) => {
    outcomes[position] = outcome;
    if (rules.boundBy === 'number' && isDone(outcome.verdict)) sids[position] = item.sid;
  };

  for (const [at, item] of items.entries()) {
    const name = item[rules.boundBy];
    if (name === undefined) {
      if (item.result === 'success') distrust ??= 'a successful result does not say which contact it is for';
      continue;
    }
    const position = positionOf(name, at);
    if (position === undefined) distrust ??= 'a result names a contact that was not sent';
    else if (position !== at) distrust ??= 'the results are not in the order of the contacts';
    const done = doneBy(item, rules);
    if (done && position !== undefined) take(position, item, done);
  }

  // A failure that names a contact which also succeeded says that one of the two is not true.
  for (const [at, item] of items.entries()) {
    const name = item[rules.boundBy];
    const position = name === undefined || doneBy(item, rules) ? undefined : positionOf(name, at);
    if (position === undefined || !outcomes[position]) continue;
    distrust ??= 'one contact has two results';
    outcomes[position] = sids[position] = undefined;
  }

  if (distrust !== undefined) {
    const reason = `Sent, but the reply cannot be matched to the rows: ${distrust}. Retry to get the verdict.`;
    return {
      outcomes: outcomes.map((outcome) => outcome ?? { verdict: 'unknown', reason }),
      sids,
      unnamed: [],
      distrust,
      unboundErrors: items.filter(({ result }) => result === 'failure').map(({ error }) => describe(error)),
    };
  }
  const unnamed: number[] = [];
  for (const [position, item] of items.entries()) {
    if (outcomes[position]) continue;
    const done = doneBy(item, rules);
    if (done && rules.boundBy === 'number' && !isAlone) {
      unnamed.push(position);
      outcomes[position] = unnamedKnown;
    } else take(position, item, done ?? failure(item));
  }
  return { outcomes: outcomes as Outcome[], sids, unnamed, unboundErrors: [] };
}

function keyFor({ boundBy }: BindingRules, key: string): string {
  return boundBy === 'sid' ? sidKey(key) : numberKey(key);
}

/**
 * That the contact went through, or for a new one, that its number is known already (inferred: clients of the API report an item 409 with
 * the known contact's sid). A new contact without a sid cannot be used.
 */
function doneBy({ result, code, sid }: ReplyItem, { done, boundBy }: BindingRules): DoneOutcome | undefined {
  const isSuccess = result === 'success';
  if (boundBy === 'sid') return isSuccess ? { verdict: done } : undefined;
  if (sid === undefined || !plainSid.test(sid)) return undefined;
  if (isSuccess) return { verdict: done };
  return result === 'failure' && code === 409 ? { verdict: 'existing' } : undefined;
}

/** A result that cannot be read may be of either kind. A count that is not there says nothing. */
function miscounted(items: readonly ReplyItem[], { total, success, failed }: ReplyCounts): string | undefined {
  const of = (wanted: ReplyItem['result']) => items.filter(({ result }) => result === wanted).length;
  const unclear = of('unclear');
  const fits = (counted: number | undefined, seen: number) =>
    counted === undefined || (counted >= seen && counted <= seen + unclear);
  if ((total ?? items.length) === items.length && fits(success, of('success')) && fits(failed, of('failure')))
    return undefined;
  return 'its counts do not match its results';
}

function failure({ result, code, error }: ReplyItem): Outcome {
  if (result === 'failure') {
    return { verdict: 'rejected', ...(code === undefined ? {} : { status: code }), error: error ?? {} };
  }
  return {
    verdict: 'unknown',
    reason: 'Sent, but Exotel’s result for this row cannot be read. Retry to get the verdict.',
  };
}

function describe(error: ReplyItem['error']): string {
  return (error && describeError(error)) || 'a failure without a reason';
}
