import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import type { FileFormat } from '../../src/core/file/contactFile';
import { readJournal } from '../../src/core/journal/readJournal';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { Fault } from '../../src/sandbox/faults';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { HastyClock, prepareRun, readFile, rowVerdicts, type RunFile } from './runHarness';

/** One run of a scenario: what goes wrong with its requests, and where it is stopped or breaks. */
interface Attempt {
  /** By the request's number, from 0. */
  readonly faults: readonly (Fault & { culpritRows?: readonly number[]; failing?: readonly number[]; code?: number })[];
  readonly end: { readonly kind: 'runs' | 'stops' | 'crashes'; readonly event: number; readonly part: number };
  readonly batchSize: number;
  readonly splitBudget: number;
  /** Whether a stop waits for the reply. */
  readonly patient: boolean;
}

interface Scenario {
  readonly format: FileFormat;
  /** `known`: the sandbox has it; the others are local errors or unknown to it. */
  readonly rows: readonly ('known' | 'unknown' | 'noSid' | 'twin' | 'empty' | 'wrongType')[];
  readonly attempts: readonly Attempt[];
}

const status = fc.constantFrom(400, 401, 402, 403, 404, 408, 409, 413, 415, 429, 500, 502, 503, 307);
const rowList = fc.array(fc.nat(11), { minLength: 1, maxLength: 3 });

const fault: fc.Arbitrary<Attempt['faults'][number]> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 30 },
  { arbitrary: fc.record({ cut: fc.constantFrom('beforeCommit', 'afterCommit', 'duringReply') }), weight: 15 },
  {
    arbitrary: fc.record({
      refuse: fc.record({
        status,
        retryAfter: fc.constantFrom(0, 2, 1e6, 'soon', 'Mon, 23 Nov 2026 00:00:00 GMT'),
        body: fc.constantFrom('envelope', 'list', 'restException', 'error', 'html', 'text', 'empty'),
      }),
    }),
    weight: 15,
  },
  { arbitrary: fc.record({ culpritRows: rowList }), weight: 10 },
  { arbitrary: fc.record({ failing: rowList, code: fc.constantFrom(400, 409, 500) }), weight: 15 },
  {
    arbitrary: fc.record({
      distort: fc.uniqueArray(
        fc.constantFrom(
          ...(['shuffled', 'short', 'long', 'foreignSid', 'prototypeSids', 'dataAbsent', 'dataNull'] as const),
          ...(['status200', 'noFailedCount', 'noMetadata', 'objectForList', 'contradictory', 'markup'] as const),
        ),
        { minLength: 1, maxLength: 2 },
      ),
    }),
    weight: 15,
  },
  {
    arbitrary: fc.record({
      broken: fc.constantFrom('notJson', 'html', 'empty', 'truncated', 'otherJson', 'gzipGarbage'),
    }),
    weight: 5,
  },
  { arbitrary: fc.record({ hang: fc.constantFrom('beforeCommit', 'afterCommit') }), weight: 1 },
);

const attempt: fc.Arbitrary<Attempt> = fc.record({
  faults: fc.array(fault, { maxLength: 8 }),
  end: fc.record({
    kind: fc.constantFrom('runs', 'stops', 'crashes'),
    event: fc.nat(14),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  splitBudget: fc.constantFrom(0, 2, 6, 120),
  patient: fc.boolean(),
});

/** Files of up to twelve rows, runs that break in every way, and a last one on which nothing does. */
export const scenario: fc.Arbitrary<Scenario> = fc.record({
  format: fc.constantFrom('json', 'jsonLines', 'csv'),
  rows: fc.array(
    fc.oneof(
      { arbitrary: fc.constant('known' as const), weight: 8 },
      { arbitrary: fc.constantFrom('unknown', 'noSid', 'twin', 'empty', 'wrongType'), weight: 2 },
    ),
    { minLength: 1, maxLength: 12 },
  ),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
});

export const sidOfRow = (row: number) => (row + 1).toString(16).padStart(32, 'a0');

function textOf({ format, rows }: Scenario): string {
  const contacts = rows.map((kind, row) => {
    const sid = kind === 'twin' ? 'b'.repeat(32) : sidOfRow(row);
    if (kind === 'noSid') return { first_name: `n${row}` };
    if (kind === 'empty') return { sid };
    if (kind === 'wrongType') return { sid, custom_field: 'text' };
    return { sid, first_name: `n${row}`, tag: `t${row}` };
  });
  if (format === 'csv') {
    const lines = contacts.map(({ sid = '', first_name = '', tag = '', custom_field = '' }: Record<string, string>) =>
      [sid, first_name, tag, custom_field].join(','),
    );
    return ['sid,first_name,tag,custom_field', ...lines].join('\n');
  }
  const lines = contacts.map((contact) => JSON.stringify(contact));
  return format === 'json' ? `{"contacts":[\n${lines.join(',\n')}\n]}` : lines.join('\n');
}

/** Makes the sandbox new: it knows the known rows, each with values of its own. */
function reset(sandbox: Sandbox, { rows }: Scenario): void {
  sandbox.faults.clear();
  sandbox.requests.clear();
  for (const { sid } of [...sandbox.contacts.values()]) sandbox.contacts.delete(sid);
  const known = rows.flatMap((kind, row) => (kind === 'unknown' ? [] : [{ sid: sidOfRow(row), first_name: 'old' }]));
  sandbox.contacts.load(known);
}

/** Plays one scenario through and checks after every run what must always hold. @returns the number of runs */
export async function playScenario(sandbox: Sandbox, played: Scenario): Promise<number> {
  reset(sandbox, played);
  const file = readFile(textOf(played), played.format);
  /** Sids that the sandbox changed in any run so far, and has not refused in a later one. */
  const committedEver = new Set<string>();
  let earlier: RunRecord | undefined;
  let runs = 0;
  const calm: Attempt = {
    faults: [],
    end: { kind: 'runs', event: 0, part: 0 },
    batchSize: 5,
    splitBudget: 120,
    patient: true,
  };
  for (const each of [...played.attempts, calm, calm]) {
    runs++;
    earlier = await playRun(sandbox, file, each, earlier, committedEver);
  }
  checkFinalState(sandbox, played, file, earlier!);
  return runs;
}

async function playRun(
  sandbox: Sandbox,
  file: RunFile,
  { faults, end, batchSize, splitBudget, patient }: Attempt,
  earlier: RunRecord | undefined,
  committedEver: Set<string>,
): Promise<RunRecord | undefined> {
  sandbox.requests.clear();
  sandbox.faults.clear();
  faults.forEach(({ culpritRows, failing, code = 400, ...fault }, number) => {
    const sids = culpritRows && new Set(culpritRows.map(sidOfRow));
    const failures = failing?.map(
      (row) => [sidOfRow(row), { code, error: { message: 'No', description: 'not now' } }] as const,
    );
    sandbox.faults.at(number + 1, {
      ...fault,
      ...(sids && { culprits: { status: code === 500 ? 413 : 400, sids } }),
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

  const { record, start } = prepareRun(file, sandbox, {
    batchSize,
    clock,
    stop: stop.signal,
    timeoutMs: faults.some(({ hang }) => hang) ? 40 : 20_000,
    policy: { splitBudget, maxAttempts: 3 },
    ...(earlier && { earlier }),
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
      async updateContacts(contacts, signal) {
        const due = isDue();
        if (due && end.kind === 'stops' && end.part < 0.3) stop.abort();
        if (due && end.kind === 'crashes' && end.part < 0.3) {
          crash();
          return never;
        }
        const answering = api.updateContacts(contacts, signal);
        if (due && end.kind === 'stops' && end.part >= 0.3) stop.abort();
        const answer = await answering;
        if (due && end.kind === 'crashes') {
          crash();
          return never;
        }
        return answer;
      },
    }),
  });
  const before = new Map(file.rows.map((_, row) => [row, record.outcome(row)]));
  const result = await Promise.race([start().then(() => 'ended' as const), broken]);
  // A cut request may still be at the sandbox.
  await new Promise((resolve) => setImmediate(resolve));

  const committed = new Set([...sandbox.requests].flatMap((request) => request.committed));
  for (const sid of committed) committedEver.add(sid);
  const read = readJournal(Buffer.concat(disk).toString());
  if (result === 'ended') {
    assert.equal(read?.state, record.state);
    assert.equal(read && rowVerdicts(read), rowVerdicts(record), 'the record on the disk says the same');
  }
  const seen = result === 'ended' ? record : read;
  if (!seen) {
    assert.equal(sandbox.requests.length, 0, 'a run of which nothing can be read sent nothing');
    return earlier;
  }
  checkRecord(seen, file, before, committed, committedEver);
  checkRequests(sandbox, file, seen);
  file.rows.forEach(({ sid }, row) => seen.outcome(row)?.verdict === 'rejected' && committedEver.delete(sid));
  return seen;
}

function checkRecord(
  record: RunRecord,
  { checked, rows }: RunFile,
  before: ReadonlyMap<number, ReturnType<RunRecord['outcome']>>,
  committed: ReadonlySet<string>,
  committedEver: ReadonlySet<string>,
): void {
  const { total, pending, ...verdicts } = record.totals;
  assert.equal(total, rows.length);
  assert.equal(pending, 0);
  assert.equal(
    Object.values(verdicts).reduce((sum, n) => sum + n),
    total,
    'rows = the sum of the verdicts',
  );
  for (const [row, { sid }] of rows.entries()) {
    const outcome = record.outcome(row);
    const verdict = outcome?.verdict;
    const at = `row ${row}: ${JSON.stringify(outcome)}`;
    assert.equal(verdict === 'invalid', checked.contacts[row] === undefined, at);
    if (verdict === 'updated') assert.ok(committed.has(sid) || before.get(row)?.verdict === 'updated', at);
    if (committed.has(sid)) assert.ok(verdict === 'updated' || verdict === 'unknown', at);
    if (verdict === 'notSent') assert.ok(!committedEver.has(sid), at);
    if (before.get(row)?.verdict === 'updated') assert.equal(verdict, 'updated', at);
  }
}

/** No row goes again after a reply that proved it, and none that is out. */
function checkRequests(sandbox: Sandbox, { checked, rows }: RunFile, record: RunRecord): void {
  const done = new Set<string>();
  const sendable = new Set(rows.filter((_, row) => checked.contacts[row]).map(({ sid }) => sid));
  const updated = new Set(rows.filter((_, row) => record.outcome(row)?.verdict === 'updated').map(({ sid }) => sid));
  for (const { sids, committed, status, cutOff } of sandbox.requests) {
    for (const sid of sids) {
      assert.ok(sendable.has(sid), 'only what passed the checks is sent');
      assert.ok(!done.has(sid), 'no row is sent again after it was updated');
    }
    // A good reply that came whole and is believed ends the row's way.
    if (status !== undefined && status < 300 && !cutOff) {
      for (const sid of committed) if (updated.has(sid)) done.add(sid);
    }
  }
}

function checkFinalState(sandbox: Sandbox, { rows: kinds }: Scenario, file: RunFile, record: RunRecord): void {
  for (const [row, { sid }] of file.rows.entries()) {
    const contact = file.checked.contacts[row];
    if (!contact) continue;
    const stored = sandbox.contacts.get(sid);
    assert.equal(record.outcome(row)?.verdict, stored ? 'updated' : 'rejected', `row ${row}, ${kinds[row]}`);
    if (stored) assert.deepEqual([stored.first_name, stored.tag], [contact.first_name, contact.tag]);
  }
}
