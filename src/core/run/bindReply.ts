import type { ReplyCounts, ReplyItem } from '../../api/answer';
import { sidKey } from '../contact';
import { count } from '../count';
import { describeError, type Outcome } from '../outcome';

export interface Binding {
  /** One outcome for each contact of the request, in its order. */
  readonly outcomes: readonly Outcome[];
  /** Why position could not be believed; the rows without a success of their own are `unknown` then. */
  readonly distrust?: string;
  /** The errors of a reply whose order cannot be trusted: they cannot be assigned. */
  readonly unboundErrors: readonly string[];
}

/**
 * Binds the items of a reply to the contacts of its request.
 *
 * A success is bound by its `data.sid`. A failure of an update carries no sid, so its position is believed only when the
 * reply is as long as the request and every success is at its own position; that Exotel keeps the order is shown by its
 * sample and promised nowhere. Counts that do not match the results make a reply just as doubtful. Otherwise every row without a
 * success of its own becomes `unknown`. Nothing is guessed.
 *
 * @param sids the request's sids in the order they were sent, no two of them equal
 */
export function bindReply(sids: readonly string[], items: readonly ReplyItem[], counts: ReplyCounts = {}): Binding {
  const positions = new Map(sids.map((sid, position) => [sidKey(sid), position]));
  const outcomes = new Array<Outcome | undefined>(sids.length).fill(undefined);
  let distrust =
    items.length === sids.length
      ? miscounted(items, counts)
      : `Exotel returned ${count(items.length, 'result')} for ${count(sids.length, 'contact')}`;

  for (const [at, { result, sid }] of items.entries()) {
    if (sid === undefined) {
      if (result === 'success') distrust ??= 'a successful result does not say which contact it is for';
      continue;
    }
    const position = positions.get(sidKey(sid));
    if (position === undefined) distrust ??= 'a result names a contact that was not sent';
    else if (position !== at) distrust ??= 'the results are not in the order of the contacts';
    if (result !== 'success' || position === undefined) continue;
    outcomes[position] = { verdict: 'updated' };
  }

  // A failure that names a contact which also succeeded says that one of the two is not true.
  for (const { result, sid } of items) {
    const position = sid === undefined || result === 'success' ? undefined : positions.get(sidKey(sid));
    if (position === undefined || !outcomes[position]) continue;
    distrust ??= 'one contact has two results';
    outcomes[position] = undefined;
  }

  if (distrust !== undefined) {
    const reason = `Sent, but the reply cannot be matched to the rows: ${distrust}. Retry to get the verdict.`;
    return {
      outcomes: outcomes.map((outcome) => outcome ?? { verdict: 'unknown', reason }),
      distrust,
      unboundErrors: items.filter(({ result }) => result === 'failure').map(({ error }) => describe(error)),
    };
  }
  return {
    outcomes: outcomes.map((outcome, position) => outcome ?? failure(items[position]!)),
    unboundErrors: [],
  };
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
