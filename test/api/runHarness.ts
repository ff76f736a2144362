import type { ContactsApi } from '../../src/api/contactsApi';
import { createContactsApi } from '../../src/api/client';
import { checkContacts, type CheckedFile } from '../../src/core/check/checkContacts';
import type { FileFormat } from '../../src/core/file/contactFile';
import { LineTable } from '../../src/core/text/lineTable';
import { readContactFile } from '../../src/core/read/readContactFile';
import { writeJournal, type Append } from '../../src/core/journal/writeJournal';
import { makePlan, type Plan } from '../../src/core/plan';
import type { Clock } from '../../src/core/run/clock';
import { continueRun, invalidOutcomes } from '../../src/core/run/continueRun';
import { describeRows, hashText } from '../../src/core/run/describeRows';
import { createPace } from '../../src/core/run/pace';
import { defaultRetryPolicy, type RetryPolicy } from '../../src/core/run/retry';
import { RunRecord } from '../../src/core/run/runRecord';
import type { RunRowTable } from '../../src/core/run/runRowTable';
import { runUpdate } from '../../src/core/run/runUpdate';
import { finish } from '../../src/core/steps';
import type { UserError } from '../../src/core/userError';
import type { Sandbox } from '../../src/sandbox/startSandbox';

/** A contacts file, read and checked. */
export interface RunFile {
  readonly checked: CheckedFile;
  readonly rows: RunRowTable;
  readonly sha256: string;
}

export function readFile(text: string, format: FileFormat, emptyCells: 'keep' | 'clear' = 'keep'): RunFile {
  const checked = finish(checkContacts(finish(readContactFile(text, format, { emptyCells }))));
  return { checked, rows: finish(describeRows(checked, new LineTable(text))), sha256: finish(hashText(text)) };
}

/** Sleeps pass at once, so that no test waits; what was slept is kept. */
export class HastyClock implements Clock {
  private ahead = 0;
  readonly sleeps: number[] = [];
  now = () => Date.now() + this.ahead;
  // Only sleep takes time, so that no wait is shorter for what a busy machine took.
  monotonic = () => this.ahead;
  random = () => 0.5;
  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    await new Promise((resolve) => setImmediate(resolve));
    if (!signal.aborted) this.ahead += ms;
  }
}

export interface RunOptions {
  readonly batchSize?: number;
  readonly policy?: Partial<RetryPolicy>;
  readonly clock?: Clock;
  readonly stop?: AbortSignal;
  /** The run to go on from. */
  readonly earlier?: RunRecord;
  readonly timeoutMs?: number;
  readonly origin?: string;
  readonly credentials?: Sandbox['credentials'];
  readonly append?: Append;
  readonly wrap?: (api: ContactsApi) => Pick<ContactsApi, 'updateContacts'>;
}

export interface Prepared {
  readonly record: RunRecord;
  readonly plan: Plan;
  /** Writes the journal's head and carries the run out. */
  readonly start: () => Promise<UserError | undefined>;
}

/** All that stands between a file and its update, put together as the command does it. */
export function prepareRun(
  { checked, rows, sha256 }: RunFile,
  sandbox: Pick<Sandbox, 'origin' | 'credentials'>,
  options: RunOptions = {},
): Prepared {
  const { credentials = sandbox.credentials, origin = sandbox.origin, clock = new HastyClock() } = options;
  const continuation = options.earlier && finish(continueRun(checked, rows, options.earlier, 'retry'));
  const plan = finish(makePlan(checked, options.batchSize ?? 1000, continuation?.rows));
  const known = continuation?.known ?? [...invalidOutcomes(checked)];
  const description = {
    runId: 'run',
    target: { region: 'sandbox', origin, accountSid: credentials.accountSid },
    file: { uri: 'file:///contacts', name: 'contacts', sha256 },
    startedAt: clock.now(),
    rows,
  } as const;
  const record = new RunRecord(description, plan.requests.length, known, continuation?.attempts);
  const api = createContactsApi({ origin, credentials, timeoutMs: options.timeoutMs ?? 60_000 });
  const start = async () => {
    const append = options.append ?? (async () => {});
    const journal = await writeJournal(append, description, plan.requests.length, checked.contactOf, known, () =>
      clock.now(),
    );
    const ending = await runUpdate(
      {
        record,
        contactText: checked.contactText,
        contactOf: checked.contactOf,
        requests: plan.requests,
        api: options.wrap?.(api) ?? api,
        pace: createPace(undefined),
        policy: { ...defaultRetryPolicy, ...options.policy },
        clock,
        journal,
      },
      options.stop ?? new AbortController().signal,
    );
    await journal.ended(record.state === 'finished' ? 'finished' : 'stopped', record.totals);
    return ending;
  };
  return { record, plan, start };
}

/** Runs a file to its end. */
export async function runFile(text: string, format: FileFormat, sandbox: Sandbox, options: RunOptions = {}) {
  const file = readFile(text, format);
  const { record, plan, start } = prepareRun(file, sandbox, options);
  const ending = await start();
  const verdicts = rowVerdicts(record);
  return { file, record, plan, ending, verdicts, totals: record.totals };
}

/** One letter a row: u r i n ? (unknown) and . (pending). */
export function rowVerdicts(record: RunRecord): string {
  const letters = { updated: 'u', rejected: 'r', invalid: 'i', notSent: 'n', unknown: '?', '': '.' };
  return Array.from(record.description.rows, (_, row) => letters[record.outcome(row)?.verdict ?? '']).join('');
}
