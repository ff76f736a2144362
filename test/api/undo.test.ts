import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { createContactsApi } from '../../src/api/client';
import { fieldTexts, type FieldTexts } from '../../src/core/compare/fieldTexts';
import { sidKey, type JsonValue } from '../../src/core/contact';
import type { ContactFields } from '../../src/sandbox/contactStore';
import { createAsker } from '../../src/core/remote/ask';
import { readContacts } from '../../src/core/remote/readContacts';
import { createPace } from '../../src/core/run/pace';
import { defaultRetryPolicy } from '../../src/core/run/retry';
import type { RunRecord } from '../../src/core/run/runRecord';
import { finish } from '../../src/core/steps';
import { planUndo, reverseFile, type RowToUndo } from '../../src/core/undo/planUndo';
import type { Fault } from '../../src/sandbox/faults';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { HastyClock, prepareRun, readFile, type RunFile } from './runHarness';

const fields = ['first_name', 'tag', 'custom_field'] as const;
type Values = Pick<ContactFields, (typeof fields)[number]>;

const texts = (...values: string[]) => fc.constantFrom('', ...values);
/** The values of each side differ from those of the others, so that it is clear whose a value is. */
const valuesOf = (side: string): fc.Arbitrary<Values> =>
  fc.record(
    {
      first_name: texts(`${side} "1"`, `${side} é`, `${side} 😀\n`),
      tag: texts(side),
      custom_field: fc.constantFrom<{ [key: string]: JsonValue }>(
        {},
        { [side]: 1 },
        { city: side, deep: { list: [1, side] } },
      ),
    },
    { requiredKeys: [] },
  );

/** What one contact is, what the file says of it, and what somebody else makes of it after the update. */
const contact = fc.record({
  is: valuesOf('before'),
  sent: fc.oneof(valuesOf('sent'), valuesOf('before')),
  theirs: fc.option(valuesOf('theirs'), { nil: {} }),
  isThere: fc.oneof({ arbitrary: fc.constant(true), weight: 6 }, { arbitrary: fc.constant(false), weight: 1 }),
});

const fault: fc.Arbitrary<Fault> = fc.oneof(
  { arbitrary: fc.constant({}), weight: 3 },
  { arbitrary: fc.record({ cut: fc.constantFrom('beforeCommit', 'afterCommit', 'duringReply') }), weight: 2 },
  { arbitrary: fc.constant({ refuse: { status: 429 } }), weight: 1 },
  { arbitrary: fc.constant({ refuse: { status: 503 } }), weight: 1 },
  { arbitrary: fc.constant({ distort: ['shuffled'] as const }), weight: 1 },
);

const scenario = fc.record({
  contacts: fc.array(contact, { minLength: 1, maxLength: 8 }),
  updateFaults: fc.array(fault, { maxLength: 6 }),
  undoFaults: fc.array(fault, { maxLength: 6 }),
  batchSize: fc.integer({ min: 1, max: 5 }),
});

const isEmpty = (value: unknown) =>
  value === undefined || value === '' || (typeof value === 'object' && Object.keys(value as object).length === 0);
const isSame = (a: unknown, b: unknown) => (isEmpty(a) && isEmpty(b)) || JSON.stringify(a) === JSON.stringify(b);

describe('an undo, whatever happens', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [] });
  });
  after(() => sandbox.stop());

  async function readNow(sids: readonly string[]): Promise<Map<string, FieldTexts | 'missing'>> {
    const { origin, credentials } = sandbox;
    const target = { region: 'sandbox', origin, accountSid: credentials.accountSid } as const;
    const api = createContactsApi({ origin, credentials, timeoutMs: 60_000 });
    const policy = { ...defaultRetryPolicy, maxAttempts: 20 };
    const stop = new AbortController().signal;
    const asker = createAsker({ target, pace: createPace(undefined), policy, clock: new HastyClock() }, stop);
    const found = new Map<string, FieldTexts | 'missing'>();
    const reading = { kind: 'sids', sids, way: 'oneByOne' } as const;
    for await (const { contacts, missing } of readContacts(reading, { api, asker, target, seen: new Set() })) {
      for (const { sid, text } of contacts) found.set(sidKey(sid), fieldTexts(text));
      for (const sid of missing) found.set(sidKey(sid), 'missing');
    }
    return found;
  }

  /** Runs a file, with faults, and retries without them until every row has its verdict. */
  async function run(file: RunFile, faults: readonly Fault[], batchSize: number, isRetried: boolean) {
    sandbox.faults.clear();
    sandbox.faults.next(...faults);
    let { record, start } = prepareRun(file, sandbox, { batchSize, policy: { maxAttempts: 2 } });
    await start();
    sandbox.faults.clear();
    for (let again = 0; isRetried && again < 3; again++) {
      const next = prepareRun(file, sandbox, { batchSize, earlier: record });
      if (next.plan.sendable === 0) break;
      ({ record, start } = next);
      await start();
    }
    return record;
  }

  function* rowsToUndo(
    { record, file }: { record: RunRecord; file: RunFile },
    was: ReadonlyMap<string, FieldTexts | 'missing'>,
    now: ReadonlyMap<string, FieldTexts | 'missing'>,
  ): Iterable<RowToUndo> {
    for (const row of record.description.rows.keys()) {
      if (!['updated', 'unknown'].includes(record.outcome(row)!.verdict)) continue;
      const sid = record.description.rows.sid(row);
      const before = was.get(sid);
      yield {
        sid,
        line: record.description.rows.line(row),
        sent: fieldTexts(file.checked.contactText(row)!),
        before: before === 'missing' ? undefined : before,
        now: now.get(sid) ?? 'unread',
      };
    }
  }

  it('ends as it began, field by field, and never overwrites what others changed', async function () {
    this.timeout(600_000);
    const seen = { restored: 0, impossible: 0, conflicts: 0, unchanged: 0 };
    await fc.assert(
      fc.asyncProperty(scenario, async ({ contacts, updateFaults, undoFaults, batchSize }) => {
        const sids = contacts.map((_, index) => sidOf(index + 1));
        sandbox.faults.clear();
        sandbox.contacts.reset();
        sandbox.contacts.load(
          contacts.flatMap(({ is, isThere }, index) => (isThere ? [{ sid: sids[index]!, ...is }] : [])),
        );
        const stateOf = (sid: string) => sandbox.contacts.get(sid) as Values | undefined;
        const began = sids.map(stateOf);
        const was = await readNow(sids);

        const text = JSON.stringify({ contacts: contacts.map(({ sent }, index) => ({ sid: sids[index], ...sent })) });
        const file = readFile(text, 'json');
        const record = await run(file, updateFaults, batchSize, false);
        const updated = sids.map(stateOf);
        contacts.forEach(({ theirs, isThere }, index) => {
          if (isThere) sandbox.contacts.update(sandbox.contacts.get(sids[index]!)!, theirs);
        });
        const changed = sids.map(stateOf);

        // Half of the words with which a contact is said to be missing may say something else.
        sandbox.faults.next(...undoFaults.filter(({ distort, cut }) => !distort && cut !== 'duringReply'));
        const now = await readNow(sids);
        const plan = finish(planUndo(rowsToUndo({ record, file }, was, now)));
        if (plan.restored.size > 0) {
          const undoing = await run(readFile(reverseFile(plan.restored), 'json'), undoFaults, batchSize, true);
          assert.equal(undoing.totals.updated, undoing.totals.total);
        }
        seen.restored += plan.restored.size;
        seen.impossible += plan.impossible.length;
        seen.conflicts += plan.conflicts.length;
        seen.unchanged += plan.unchanged;

        for (const [index, sid] of sids.entries()) {
          const state = stateOf(sid);
          assert.equal(state === undefined, began[index] === undefined);
          for (const field of state ? fields : []) {
            const [before, left, other] = [began[index]![field], updated[index]![field], changed[index]![field]];
            // What somebody else set to the very value that the run sent cannot be told from the run's.
            const { [field]: sent } = contacts[index]!.sent;
            const isTheirs = !isSame(left, other);
            if (isTheirs && sent !== undefined && isSame(other, sent)) continue;
            const expected = isTheirs || isEmpty(before) ? other : before;
            assert.ok(isSame(state![field], expected), `${field} of row ${index}: ${JSON.stringify(state![field])}`);
          }
        }
      }),
      { numRuns: 200 },
    );
    for (const [what, count] of Object.entries(seen)) assert.ok(count > 20, `${what}: ${count}`);
  });
});
