import assert from 'node:assert/strict';
import { createContactsApi } from '../../src/api/client';
import { isDone } from '../../src/core/outcome';
import { readJournal } from '../../src/core/journal/readJournal';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { RequestRecord } from '../../src/sandbox/requestLog';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { HastyClock, prepareRun, readFile, rowVerdicts, type RunFile } from './runHarness';
import type { OperationCase } from './propertyCases';
import type { Attempt, Scenario } from './propertyScenario';

/** Makes the sandbox new: it knows the known rows, each with values of its own, and has an empty list. */
function reset(sandbox: Sandbox, known: ReturnType<OperationCase['known']>): void {
  sandbox.faults.clear();
  sandbox.requests.clear();
  for (const { sid } of [...sandbox.contacts.values()]) sandbox.contacts.delete(sid);
  sandbox.contacts.load(known);
  for (const { contacts } of sandbox.lists.values()) contacts.clear();
  if (sandbox.lists.values().length === 0) sandbox.lists.add([]);
}

/** Plays one scenario through and checks after every run what must always hold. @returns the number of runs */
export async function playScenario(sandbox: Sandbox, played: Scenario, of: OperationCase): Promise<number> {
  reset(sandbox, of.known(played));
  const file = readFile(of.text(played), played.format, 'keep', of.operation(sandbox));
  /** Names of the contacts that the sandbox changed in any run so far. */
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
    earlier = await playRun(sandbox, of, file, each, earlier, committedEver);
  }
  checkFinalState(sandbox, played, of, file, earlier!);
  return runs;
}

async function playRun(
  sandbox: Sandbox,
  of: OperationCase,
  file: RunFile,
  { faults, end, batchSize, splitBudget, patient }: Attempt,
  earlier: RunRecord | undefined,
  committedEver: Set<string>,
): Promise<RunRecord | undefined> {
  sandbox.requests.clear();
  sandbox.faults.clear();
  faults.forEach(({ culpritRows, culpritStatus = 400, failing, code = 400, ...fault }, number) => {
    const sids = culpritRows && new Set(culpritRows.map(of.nameOf));
    const failures = failing?.map(
      (row) => [of.nameOf(row), { code, error: { message: 'No', description: `row ${row}` } }] as const,
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
  const { isSendable, keyOf } = file.toSend;
  const sendable = new Set(
    Array.from(file.rows.keys())
      .filter((row) => isSendable(row) && !isDone(earlier?.outcome(row)?.verdict))
      .map(keyOf),
  );
  /** Names of the contacts of which a reply has told in this run that they went through, or that they are not there to be deleted. */
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
      async [of.call](...args: [never, never, never, never]) {
        const due = isDue();
        if (due && end.kind === 'stops' && end.part < 0.3) stop.abort();
        if (due && end.kind === 'crashes' && end.part < 0.3) {
          crash();
          return never;
        }
        const names = of.sent(args);
        for (const name of names) {
          assert.ok(sendable.has(name), 'only what passed the checks is sent');
          assert.ok(!proven.has(name), 'no row is sent again after it went through');
        }
        const answering = api[of.call](...args);
        if (due && end.kind === 'stops' && end.part >= 0.3) stop.abort();
        const answer = await answering;
        const results = answer.kind === 'items' ? answer.items : [];
        for (const { result, sid, number } of results) {
          const name = of.call === 'createContacts' ? number : sid;
          if (result === 'success' && name !== undefined) proven.add(name);
        }
        // Only the contact of the address can be meant.
        if (of.call === 'deleteContact' && answer.kind === 'refused' && answer.status === 404) proven.add(names[0]!);
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
  const sent = [...sandbox.requests].filter(({ method }) => method === of.method);
  const committed = new Set(sent.flatMap((request) => request.committed).map((sid) => of.nameOfSid(sandbox, sid)));
  for (const name of committed) committedEver.add(name);
  const read = readJournal(Buffer.concat(disk).toString());
  if (result === 'ended') {
    assert.equal(read?.state, record.state);
    assert.equal(read && rowVerdicts(read), rowVerdicts(record), 'the record on the disk says the same');
  }
  const seen = result === 'ended' ? record : read;
  if (!seen) {
    assert.deepEqual(sent, [], 'a run of which nothing can be read sent nothing');
    return earlier;
  }
  // Where all items of a shuffled reply failed, nothing shows that their words changed places: a contact that an earlier
  // run may have changed can be reported as not found.
  const isShuffled = faults.some(({ distort }) => distort?.includes('shuffled'));
  if (isShuffled) {
    const allFailed = sent.filter((request) => request.committed.length === 0).flatMap(({ sids }) => sids);
    for (const row of file.rows.keys()) {
      const outcome = seen.outcome(row);
      const name = file.toSend.keyOf(row);
      const isNotFound = outcome?.verdict === 'rejected' && outcome.error.code === 1000;
      if (isNotFound && !committed.has(name) && allFailed.includes(name)) committedEver.delete(name);
    }
  }
  checkRecord(seen, { sandbox, of, file, before, committed, committedEver, proven });
  if (!isShuffled) checkWords(seen, file, sandbox);
  return seen;
}

/** A request that the client gave up may still be on its way: lets everything that came before another one come to its end. */
async function settleDown(sandbox: Sandbox): Promise<void> {
  sandbox.faults.clear();
  await createContactsApi({ ...sandbox, timeoutMs: 60_000 }).testConnection();
  const isOver = ({ status, cutOff }: RequestRecord) => status !== undefined || cutOff;
  while (![...sandbox.requests].every(isOver)) await new Promise((resolve) => setImmediate(resolve));
}

interface Facts {
  readonly sandbox: Sandbox;
  readonly of: OperationCase;
  readonly file: RunFile;
  readonly before: ReadonlyMap<number, ReturnType<RunRecord['outcome']>>;
  readonly committed: ReadonlySet<string>;
  readonly committedEver: ReadonlySet<string>;
  readonly proven: ReadonlySet<string>;
}

function checkRecord(record: RunRecord, { sandbox, of, file, before, committed, committedEver, proven }: Facts): void {
  const { rows, toSend } = file;
  const { total, pending, ...verdicts } = record.totals;
  assert.equal(total, rows.length);
  assert.equal(pending, 0);
  assert.equal(
    Object.values(verdicts).reduce((sum, n) => sum! + n!),
    total,
    'rows = the sum of the verdicts',
  );
  for (const row of rows.keys()) {
    const outcome = record.outcome(row);
    const verdict = outcome?.verdict;
    const at = `row ${row}: ${JSON.stringify(outcome)}`;
    if (!toSend.isSendable(row)) {
      assert.equal(verdict, toSend.passedOver?.(row) === undefined ? 'invalid' : 'notSent', at);
      continue;
    }
    const name = toSend.keyOf(row);
    const was = before.get(row)?.verdict;
    assert.notEqual(verdict, 'invalid', at);
    // A contact that was there, or is gone, already is as good as one that this run created or deleted.
    const isThere = verdict === 'existing' || verdict === 'deleted';
    if (isDone(verdict)) assert.ok(isThere ? of.isDone(sandbox, name) : committed.has(name) || was === verdict, at);
    if (isDone(verdict) && verdict !== 'existing') assert.ok(proven.has(name) || was === verdict, at);
    if (committed.has(name)) assert.ok(isDone(verdict) || verdict === 'unknown', at);
    if (verdict === 'notSent' || verdict === 'rejected') assert.ok(!committedEver.has(name), at);
    if (isDone(was)) assert.equal(verdict, was, at);
    if (of.call === 'createContacts' && isDone(verdict)) {
      assert.equal(record.description.rows.sid(row), sandbox.contacts.withNumber(name)?.sid, at);
    }
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

/** All that can be done is done, and what Exotel does not know is rejected. */
function checkFinalState(
  sandbox: Sandbox,
  { rows: kinds }: Scenario,
  of: OperationCase,
  { rows, toSend }: RunFile,
  record: RunRecord,
): void {
  for (const row of rows.keys()) {
    if (!toSend.isSendable(row)) continue;
    const name = toSend.keyOf(row);
    const verdict = record.outcome(row)?.verdict;
    const at = `row ${row}, ${kinds[row]}: ${verdict}`;
    const isKnown = of.call === 'createContacts' || (kinds[row] !== 'unknown' && name === of.nameOf(row));
    // A contact that never was, and that an earlier attempt may have deleted, is gone as well.
    if (isKnown || of.call !== 'deleteContact') assert.equal(isDone(verdict), isKnown, at);
    assert.ok(isDone(verdict) || verdict === 'rejected', at);
    if (!isKnown) continue;
    assert.ok(of.isDone(sandbox, name), at);
    const contact = toSend.contactOf(row)!;
    const stored = of.call === 'createContacts' ? sandbox.contacts.withNumber(name) : sandbox.contacts.get(name);
    const isWritten = of.call === 'updateContacts' || (of.call === 'createContacts' && kinds[row] !== 'unknown');
    if (isWritten) assert.equal(stored?.first_name, contact.first_name, at);
    if (of.call === 'updateContacts') assert.equal(stored?.tag, contact.tag, at);
  }
}
