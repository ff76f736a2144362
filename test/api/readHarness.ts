import { createContactsApi } from '../../src/api/client';
import { createAsker } from '../../src/core/remote/ask';
import { notBegun, readContacts, type ReadingParts, type ReadPart } from '../../src/core/remote/readContacts';
import type { Reading } from '../../src/core/remote/readingCost';
import type { Clock } from '../../src/core/run/clock';
import { createPace, type Pace } from '../../src/core/run/pace';
import { defaultRetryPolicy } from '../../src/core/run/retry';
import { UserError } from '../../src/core/userError';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { HastyClock } from './runHarness';

export interface ReadOptions {
  readonly stop?: AbortSignal;
  /** `sidKey` of the contacts that an earlier reading has seen. */
  readonly seen?: Set<string>;
  readonly clock?: Clock;
  readonly pace?: Pace;
}

/** All that stands between the sandbox and a reading, put together as the commands do it. */
export function reader({ origin, credentials }: Sandbox, options: ReadOptions = {}): ReadingParts {
  const target = { region: 'sandbox', origin, accountSid: credentials.accountSid } as const;
  const api = createContactsApi({ origin, credentials, timeoutMs: 60_000 });
  const { clock = new HastyClock(), pace = createPace(undefined), seen = new Set() } = options;
  const stop = options.stop ?? new AbortController().signal;
  const parts = { target, pace, policy: defaultRetryPolicy, clock };
  return { api, target, asker: createAsker(parts, stop), seen };
}

/** Reads to the end, and goes on where it ended with a message, as somebody who runs the command again. */
export async function* readOn(sandbox: Sandbox, reading: Reading): AsyncGenerator<ReadPart, void> {
  const seen = new Set<string>();
  let state = notBegun;
  while (!state.isOver) {
    try {
      for await (const part of readContacts(reading, reader(sandbox, { seen }), state)) {
        yield part;
        ({ state } = part);
      }
      return;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
    }
  }
}
