import assert from 'node:assert/strict';
import { isDone } from '../../src/core/outcome';
import { howToContinue } from '../../src/core/run/continuedTarget';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { readFile, rowVerdicts, type RunFile } from './runHarness';
import { playAttempt } from './propertyAttempt';
import type { OperationCase } from './propertyCases';
import { calm, type Attempt, type Scenario } from './propertyScenario';

/** Makes the sandbox new: it knows the known rows, each with values of its own, and has an empty list. */
export function reset(sandbox: Sandbox, known: ReturnType<OperationCase['known']>): void {
  sandbox.faults.clear();
  sandbox.requests.clear();
  for (const { sid } of [...sandbox.contacts.values()]) sandbox.contacts.delete(sid);
  sandbox.contacts.load(known);
  for (const { contacts } of sandbox.lists.values()) contacts.clear();
  if (sandbox.lists.values().length === 0) sandbox.lists.add([]);
}

/**
 * Plays one scenario through and checks after every run what must always hold.
 * @param elsewhere the API of another region
 * @returns the number of runs
 */
export async function playScenario(
  sandbox: Sandbox,
  elsewhere: Sandbox,
  played: Scenario,
  of: OperationCase,
): Promise<number> {
  reset(sandbox, of.known(played));
  const file = readFile(of.text(played), played.format, 'keep', of.operation(sandbox));
  /** Names of the contacts that the sandbox changed in any run so far. */
  const committedEver = new Set<string>();
  let earlier: RunRecord | undefined;
  let runs = 0;
  for (const each of [...played.attempts, calm, calm]) {
    runs++;
    if (each.elsewhere) {
      const there = { region: 'custom', origin: elsewhere.origin, accountSid: 'other' } as const;
      const how = earlier ? howToContinue(earlier, 'retry', false, there) : 'anew';
      reset(elsewhere, of.known(played));
      const from = how === 'continues' ? earlier : undefined;
      const continued = how === 'refused' ? undefined : await playRun(elsewhere, of, file, each, from, new Set());
      if (how === 'continues') earlier = continued;
    } else earlier = await playRun(sandbox, of, file, each, earlier, committedEver);
  }
  checkFinalState(sandbox, played, of, file, earlier!);
  return runs;
}

async function playRun(
  sandbox: Sandbox,
  of: OperationCase,
  file: RunFile,
  attempt: Attempt,
  earlier: RunRecord | undefined,
  committedEver: Set<string>,
): Promise<RunRecord | undefined> {
  const { isSendable, keyOf } = file.toSend;
  // An interrupted run is resumed: exactly its rows without an answer are sent.
  const isResumed = earlier?.state === 'interrupted' && attempt.resumes;
  const sendable = new Set(
    Array.from(file.rows.keys())
      .filter((row) => isSendable(row) && !isDone(earlier?.outcome(row)?.verdict))
      .filter((row) => !isResumed || ['notSent', 'unknown'].includes(earlier.outcome(row)!.verdict))
      .map(keyOf),
  );
  /** Names of the contacts of which a reply has told in this run that they went through, or that they are not there to be deleted. */
  const proven = new Set<string>();
  const region = attempt.elsewhere ? 'custom' : 'sandbox';
  const continues = { ...(earlier && { earlier }), continuing: isResumed ? 'resume' : 'retry', region } as const;
  const { record, ended, read, sent, before } = await playAttempt(sandbox, of, file, attempt, of.nameOf, continues, {
    sending(names) {
      for (const name of names) {
        assert.ok(sendable.has(name), 'only what passed the checks is sent');
        assert.ok(!proven.has(name), 'no row is sent again after it went through');
      }
    },
    replied(answer, names) {
      for (const { result, sid, number } of answer.kind === 'items' ? answer.items : []) {
        const name = of.call === 'createContacts' ? number : sid;
        if (result === 'success' && name !== undefined) proven.add(name);
      }
      // Only the contact of the address can be meant.
      if (of.call === 'deleteContact' && answer.kind === 'refused' && answer.status === 404) proven.add(names[0]!);
    },
  });
  const committed = new Set(sent.flatMap((request) => request.committed).map((sid) => of.nameOfSid(sandbox, sid)));
  for (const name of committed) committedEver.add(name);
  if (ended) {
    assert.equal(read?.state, record.state);
    assert.equal(read && rowVerdicts(read), rowVerdicts(record), 'the record on the disk says the same');
  }
  const seen = ended ? record : read;
  if (!seen) {
    assert.deepEqual(sent, [], 'a run of which nothing can be read sent nothing');
    return earlier;
  }
  // Where all items of a shuffled reply failed, nothing shows that their words changed places: a contact that an earlier
  // run may have changed can be reported as not found.
  const isShuffled = attempt.faults.some(({ distort }) => distort?.includes('shuffled'));
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
