import type { ContactsApi } from '../../src/api/contactsApi';
import type { RegionId } from '../../src/api/region';
import { createContactsApi } from '../../src/api/client';
import { checkContacts, type CheckedFile } from '../../src/core/check/checkContacts';
import type { FileFormat } from '../../src/core/file/contactFile';
import { LineTable } from '../../src/core/text/lineTable';
import { readContactFile } from '../../src/core/read/readContactFile';
import { writeJournal, type Append } from '../../src/core/journal/writeJournal';
import { makePlan, type Plan } from '../../src/core/plan';
import type { Clock } from '../../src/core/run/clock';
import { continueRun, type Continuing } from '../../src/core/run/continueRun';
import { describeRows, hashText } from '../../src/core/run/describeRows';
import { createPace } from '../../src/core/run/pace';
import { defaultRetryPolicy, type RetryPolicy } from '../../src/core/run/retry';
import { RunRecord } from '../../src/core/run/runRecord';
import { RunRowTable } from '../../src/core/run/runRowTable';
import { operations, type Operation } from '../../src/core/run/operation';
import { requestsOf, type SendingApi } from '../../src/core/run/requestsOf';
import { runOperation } from '../../src/core/run/runOperation';
import { rowsToSend } from '../../src/core/selection/rowsToSend';
import { leftOutOutcomes, type RowsToSend } from '../../src/core/selection/selectedRows';
import { finish } from '../../src/core/steps';
import type { UserError } from '../../src/core/userError';
import type { Sandbox } from '../../src/sandbox/startSandbox';

/** As one machine has it. */
export const identityKey = new Uint8Array(32).fill(7);

/** A contacts file, read and checked. */
export interface RunFile {
  readonly checked: CheckedFile;
  readonly toSend: RowsToSend;
  readonly operation: Operation;
  readonly rows: RunRowTable;
  readonly sha256: string;
}

export function readFile(
  text: string,
  format: FileFormat,
  emptyCells: 'keep' | 'clear' = 'keep',
  operation: Operation = { kind: 'update' },
): RunFile {
  const withoutSid = operation.kind === 'create';
  const checked = finish(checkContacts(finish(readContactFile(text, format, { emptyCells, withoutSid }))));
  const toSend = finish(rowsToSend(operation.kind, checked));
  const rows = finish(describeRows(toSend, new LineTable(text), identityKey));
  return { checked, toSend, operation, rows, sha256: finish(hashText(text)) };
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
  /** As a retry where it is not said. */
  readonly continuing?: Continuing;
  readonly timeoutMs?: number;
  readonly region?: RegionId;
  readonly origin?: string;
  readonly credentials?: Sandbox['credentials'];
  readonly append?: Append;
  readonly wrap?: (api: ContactsApi) => Partial<SendingApi>;
}

export interface Prepared {
  readonly record: RunRecord;
  readonly plan: Plan;
  /** Writes the journal's head and carries the run out. */
  readonly start: () => Promise<UserError | undefined>;
}

/** All that stands between a file and its update, put together as the command does it. */
export function prepareRun(
  { toSend, operation, rows, sha256 }: RunFile,
  sandbox: Pick<Sandbox, 'origin' | 'credentials'>,
  options: RunOptions = {},
): Prepared {
  const { credentials = sandbox.credentials, origin = sandbox.origin, clock = new HastyClock() } = options;
  const continuation =
    options.earlier && finish(continueRun(toSend, rows, options.earlier, options.continuing ?? 'retry'));
  const batchSize = Math.min(options.batchSize ?? 1000, operations[operation.kind].mostContacts);
  const plan = finish(makePlan(toSend, batchSize, continuation?.rows));
  const known = continuation?.known ?? [...leftOutOutcomes(toSend)];
  const description = {
    runId: 'run',
    operation,
    target: { region: options.region ?? 'sandbox', origin, accountSid: credentials.accountSid },
    file: { uri: 'file:///contacts', name: 'contacts', sha256 },
    startedAt: clock.now(),
    // A run that creates contacts writes their sids into it.
    rows: RunRowTable.of(rows),
  } as const;
  description.rows.markSent(plan.requests.flat());
  const record = new RunRecord(description, plan.requests.length, known, continuation?.attempts);
  record.identify(continuation?.found ?? []);
  const api = createContactsApi({ origin, credentials, timeoutMs: options.timeoutMs ?? 60_000 });
  const start = async () => {
    const append = options.append ?? (async () => {});
    const journal = await writeJournal(append, description, plan.requests.length, toSend.contactOf, known, () =>
      clock.now(),
    );
    const ending = await runOperation(
      {
        record,
        contactOf: toSend.contactOf,
        keyOf: toSend.keyOf,
        requests: plan.requests,
        makeRequest: requestsOf(operation, { ...api, ...options.wrap?.(api) }, toSend),
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

/** One letter a row: u r i n c(reated) e(xisting) d a ? (unknown) and . (pending). */
export function rowVerdicts(record: RunRecord): string {
  const done = { updated: 'u', created: 'c', existing: 'e', deleted: 'd', added: 'a' };
  const letters = { ...done, rejected: 'r', invalid: 'i', notSent: 'n', unknown: '?', '': '.' };
  return Array.from(record.description.rows, (_, row) => letters[record.outcome(row)?.verdict ?? '']).join('');
}
