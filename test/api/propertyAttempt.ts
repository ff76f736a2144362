import { createContactsApi } from '../../src/api/client';
import type { Answer } from '../../src/api/answer';
import type { Outcome } from '../../src/core/outcome';
import { readJournal } from '../../src/core/journal/readJournal';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { RequestRecord } from '../../src/sandbox/requestLog';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import type { OperationCase } from './propertyCases';
import type { Attempt } from './propertyScenario';
import { HastyClock, prepareRun, type Prepared, type RunFile, type RunOptions } from './runHarness';

/** A run that went wrong in the ways of an attempt. */
export interface PlayedAttempt extends Pick<Prepared, 'record' | 'plan'> {
  /** Undefined after a crash. */
  readonly ended: boolean;
  /** What can be read of its record afterwards. */
  readonly read: RunRecord | undefined;
  readonly sent: readonly RequestRecord[];
  /** By row: what was known before anything was sent. */
  readonly before: ReadonlyMap<number, Outcome | undefined>;
}

/**
 * Carries out one attempt: breaks its requests, and stops or crashes it where it is due.
 * @param watch sees the names of each request before it leaves, and its answer
 */
export async function playAttempt(
  sandbox: Sandbox,
  of: Pick<OperationCase, 'call' | 'method' | 'sent'>,
  file: RunFile,
  { faults, end, batchSize, splitBudget, patient }: Attempt,
  nameOf: (row: number) => string,
  continues: Pick<RunOptions, 'earlier' | 'continuing' | 'region'>,
  watch: {
    readonly sending: (names: readonly string[]) => void;
    readonly replied: (answer: Answer, names: readonly string[]) => void;
  },
): Promise<PlayedAttempt> {
  sandbox.requests.clear();
  sandbox.faults.clear();
  faults.forEach(({ culpritRows, culpritStatus = 400, failing, code = 400, ...fault }, number) => {
    const sids = culpritRows && new Set(culpritRows.map(nameOf));
    const failures = failing?.map(
      (row) => [nameOf(row), { code, error: { message: 'No', description: `row ${row}` } }] as const,
    );
    sandbox.faults.at(number + 1, {
      ...fault,
      ...(sids && { culprits: { status: culpritStatus, sids } }),
      ...(failures && { failures: new Map(failures) }),
    });
  });

  const stop = new AbortController();
  const disk: Buffer[] = [];
  let events = 0;
  let crash: () => void;
  let crashed = false;
  const broken = new Promise<'crashed'>((resolve) => {
    crash = () => {
      crashed = true;
      resolve('crashed');
    };
  });
  const never = new Promise<never>(() => {});
  const isDue = () => !crashed && events++ === end.event && end.kind !== 'runs';
  const clock = new HastyClock();
  if (patient) {
    const sleep = clock.sleep.bind(clock);
    clock.sleep = (ms, signal) =>
      ms === 10_000 ? new Promise((resolve) => signal.addEventListener('abort', () => resolve())) : sleep(ms, signal);
  }

  const { record, plan, start } = prepareRun(file, sandbox, {
    ...continues,
    batchSize,
    clock,
    stop: stop.signal,
    timeoutMs: faults.some(({ hang }) => hang) ? 40 : 20_000,
    policy: { splitBudget, maxAttempts: 3 },
    async append(lines) {
      const bytes = Buffer.from(lines);
      if (isDue()) {
        if (end.kind === 'crashes') {
          disk.push(bytes.subarray(0, Math.round(bytes.length * end.part)));
          crash();
          return never;
        }
        stop.abort();
      }
      if (crashed) return never;
      disk.push(bytes);
    },
    wrap: (api) => ({
      async [of.call](...args: [never, never, never, never]) {
        const due = isDue();
        if (due && end.kind === 'stops' && end.part < 0.3) stop.abort();
        if (due && end.kind === 'crashes' && end.part < 0.3) {
          crash();
          return never;
        }
        const names = of.sent(args);
        watch.sending(names);
        const answering = api[of.call](...args);
        if (due && end.kind === 'stops' && end.part >= 0.3) stop.abort();
        const answer = await answering;
        watch.replied(answer, names);
        if (due && end.kind === 'crashes') {
          crash();
          return never;
        }
        return answer;
      },
    }),
  });
  const before = new Map(Array.from(file.rows.keys(), (row) => [row, record.outcome(row)]));
  const ended = (await Promise.race([start().then(() => 'ended' as const), broken])) === 'ended';
  await settleDown(sandbox);
  const sent = [...sandbox.requests].filter(({ method }) => method === of.method);
  return { record, plan, ended, read: readJournal(Buffer.concat(disk).toString()), sent, before };
}

/** A request that the client gave up may still be on its way: lets everything that came before another one come to its end. */
async function settleDown(sandbox: Sandbox): Promise<void> {
  sandbox.faults.clear();
  await createContactsApi({ ...sandbox, timeoutMs: 60_000 }).testConnection();
  const isOver = ({ status, cutOff }: RequestRecord) => status !== undefined || cutOff;
  while (![...sandbox.requests].every(isOver)) await new Promise((resolve) => setImmediate(resolve));
}
