import type { ReadingParts } from '../../core/remote/readContacts';
import type { ListsReader } from '../../core/remote/readLists';
import { createAsker, type AskParts } from '../../core/remote/ask';
import { systemClock } from '../../core/run/clock';
import { defaultRetryPolicy } from '../../core/run/retry';
import type { WorkProgress } from '../files/showWhenLong';
import type { ChosenTarget } from '../region/chooseTarget';
import { accountPace } from '../run/accountPace';
import { readSetting } from '../settings';

/** What reads contacts and lists of an account, at the pace that its updates have, too. It has seen none yet. */
export async function openReader(
  { target, credentials }: ChosenTarget,
  stop: AbortSignal,
  onWait?: AskParts['onWait'],
): Promise<ReadingParts & ListsReader> {
  const { createContactsApi } = await import('../../api/client.js');
  const timeoutMs = readSetting('requestTimeoutSeconds') * 1000;
  const asker = createAsker(
    {
      target,
      pace: accountPace(target),
      policy: { ...defaultRetryPolicy, maxAttempts: readSetting('maxAttempts') },
      clock: systemClock,
      ...(onWait && { onWait }),
    },
    stop,
  );
  return { api: createContactsApi({ origin: target.origin, credentials, timeoutMs }), asker, target, seen: new Set() };
}

/** For `openReader`: shows what a request waits for, and that it goes on. */
export function tellWait(report: (progress: WorkProgress) => void): NonNullable<AskParts['onWait']> {
  return (wait) => report({ message: wait ? `waiting: ${wait.why}` : '', fraction: 0 });
}
