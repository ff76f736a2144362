import assert from 'node:assert/strict';
import { createContactsApi } from '../../src/api/client';
import type { ContactUpdate } from '../../src/core/contact';
import { readJournal } from '../../src/core/journal/readJournal';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { RequestRecord } from '../../src/sandbox/requestLog';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { HastyClock, prepareRun, readFile, rowVerdicts, type RunFile } from './runHarness';
import { sidOfRow, textOf, type Attempt, type Scenario } from './propertyScenario';

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
  /** Sids that the sandbox changed in any run so far. */
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
  faults.forEach(({ culpritRows, culpritStatus = 400, failing, code = 400, ...fault }, number) => {
    const sids = culpritRows && new Set(culpritRows.map(sidOfRow));
    const failures = failing?.map(
      (row) => [sidOfRow(row), { code, error: { message: 'No', description: `row ${row}` } }] as const,
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
  const sendable = new Set(
    Array.from(file.rows.keys())
      .filter(file.checked.isSendable)
      .map((row) => file.rows.sid(row)),
  );
  for (const row of file.rows.keys())
    if (earlier?.outcome(row)?.verdict === 'updated') sendable.delete(file.rows.sid(row));
  /** Sids whose success a reply has told in this run. */
  const proven = new Set<string>();
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
      async updateContacts(body, signal, onSent) {
        const due = isDue();
        if (due && end.kind === 'stops' && end.part < 0.3) stop.abort();
        if (due && end.kind === 'crashes' && end.part < 0.3) {
          crash();
          return never;
        }
        const { contacts } = JSON.parse(body.toString()) as { contacts: ContactUpdate[] };
        for (const { sid } of contacts) {
          assert.ok(sendable.has(sid), 'only what passed the checks is sent');
          assert.ok(!proven.has(sid), 'no row is sent again after it was updated');
        }
        const answering = api.updateContacts(body, signal, onSent);
        if (due && end.kind === 'stops' && end.part >= 0.3) stop.abort();
        const answer = await answering;
        const results = answer.kind === 'items' ? answer.items : [];
        for (const { result, sid } of results) if (result === 'success' && sid !== undefined) proven.add(sid);
        if (due && end.kind === 'crashes') {
          crash();
          return never;
        }
        return answer;
      },
    }),
  });
  const before = new Map(Array.from(file.rows.keys(), (row) => [row, record.outcome(row)]));
  const result = await Promise.race([start().then(() => 'ended' as const), broken]);
  await settleDown(sandbox);
  const puts = [...sandbox.requests].filter(({ method }) => method === 'PUT');
  const committed = new Set(puts.flatMap((request) => request.committed));
  for (const sid of committed) committedEver.add(sid);
  const read = readJournal(Buffer.concat(disk).toString());
  if (result === 'ended') {
    assert.equal(read?.state, record.state);
    assert.equal(read && rowVerdicts(read), rowVerdicts(record), 'the record on the disk says the same');
  }
  const seen = result === 'ended' ? record : read;
  if (!seen) {
    assert.deepEqual(puts, [], 'a run of which nothing can be read sent nothing');
    return earlier;
  }
  checkRecord(seen, file, before, committed, committedEver);
  // Where all items of a shuffled reply failed, nothing shows that their words changed places.
  if (!faults.some(({ distort }) => distort?.includes('shuffled'))) checkWords(seen, file, sandbox);
  return seen;
}

/** A request that the client gave up may still be on its way: lets everything that came before another one come to its end. */
async function settleDown(sandbox: Sandbox): Promise<void> {
  sandbox.faults.clear();
  await createContactsApi({ ...sandbox, timeoutMs: 60_000 }).testConnection();
  const isOver = ({ status, cutOff }: RequestRecord) => status !== undefined || cutOff;
  while (![...sandbox.requests].every(isOver)) await new Promise((resolve) => setImmediate(resolve));
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
  for (const [row, { sid }] of [...rows].entries()) {
    const outcome = record.outcome(row);
    const verdict = outcome?.verdict;
    const at = `row ${row}: ${JSON.stringify(outcome)}`;
    assert.equal(verdict === 'invalid', !checked.isSendable(row), at);
    if (verdict === 'updated') assert.ok(committed.has(sid) || before.get(row)?.verdict === 'updated', at);
    if (committed.has(sid)) assert.ok(verdict === 'updated' || verdict === 'unknown', at);
    if (verdict === 'notSent' || verdict === 'rejected') assert.ok(!committedEver.has(sid), at);
    if (before.get(row)?.verdict === 'updated') assert.equal(verdict, 'updated', at);
  }
}

/** Each refusal says which row it is about. */
function checkWords(record: RunRecord, { rows }: RunFile, sandbox: Sandbox): void {
  for (const [row, { sid }] of [...rows].entries()) {
    const outcome = record.outcome(row);
    if (outcome?.verdict !== 'rejected') continue;
    const { description = '' } = outcome.error;
    if (description.startsWith('row ')) assert.equal(description, `row ${row}`);
    if (outcome.error.code === 1000) assert.ok(!sandbox.contacts.has(sid), `row ${row}`);
  }
}

function checkFinalState(sandbox: Sandbox, { rows: kinds }: Scenario, file: RunFile, record: RunRecord): void {
  for (const [row, { sid }] of [...file.rows].entries()) {
    const contact = file.checked.contactOf(row);
    if (!contact) continue;
    const stored = sandbox.contacts.get(sid);
    assert.equal(record.outcome(row)?.verdict, stored ? 'updated' : 'rejected', `row ${row}, ${kinds[row]}`);
    if (stored) assert.deepEqual([stored.first_name, stored.tag], [contact.first_name, contact.tag]);
  }
}
