import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import type { FieldTexts } from '../../src/core/compare/fieldTexts';
import { sidKey } from '../../src/core/contact';
import type { RunRecord } from '../../src/core/run/runRecord';
import { finish } from '../../src/core/steps';
import { countUndo } from '../../src/core/undo/describeUndo';
import { planUndo, withConflicts, type UndoPlan } from '../../src/core/undo/planUndo';
import { reverseFile } from '../../src/core/undo/reverseFile';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import {
  checkConflicts,
  checkCounts,
  checkDownload,
  checkEnd,
  checkFreePreview,
  checkRestored,
  checkRows,
  type State,
} from './checkRoundTrip';
import { editDownloaded } from './editDownloaded';
import { OtherPeople } from './otherPeople';
import { RoundTrip, rowsToUndo, sidsToUndo, throughFile, throughSnapshot } from './roundTrip';
import { scenario, type Scenario } from './roundTripScenario';
import { readFile, type RunFile } from './runHarness';

/** What is to be undone. */
interface Updated {
  readonly file: RunFile;
  readonly record: RunRecord;
  /** The fields of a contact from before; undefined where they are not known. */
  readonly before: (sid: string) => FieldTexts | undefined;
  /** The contacts before it. */
  readonly began: State;
}

describe('the round trip, whatever happens', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [] });
  });
  after(() => sandbox.stop());

  /** How often each came about. */
  const seen: Record<string, number> = {};
  function add(counts: object): void {
    for (const [what, count] of Object.entries(counts) as [string, number][]) seen[what] = (seen[what] ?? 0) + count;
  }

  it('ends as it began, field by field, and overwrites nothing of others unasked', async function () {
    this.timeout(600_000);
    await fc.assert(fc.asyncProperty(scenario, play), { numRuns: 200 });
    for (const what of [
      ...['changed', 'same', 'missing', 'unread'],
      ...['updated', 'rejected', 'invalid', 'notSent', 'unknown'],
      ...['restored', 'unchanged', 'conflicts', 'impossible'],
      ...['asBefore', 'theirs', 'overwritten', 'mayRemain'],
    ]) {
      assert.ok((seen[what] ?? 0) > 20, `${what}: ${seen[what]}`);
    }
  });

  /** Download, edit, preview, update, undo twice; others change contacts before each undo. */
  async function play(played: Scenario): Promise<void> {
    const { contacts, format, faults, ways, batchSize, isMerging } = played;
    const trip = new RoundTrip(sandbox);
    sandbox.contacts.reset();
    sandbox.contacts.mergesCustomField = isMerging;
    sandbox.contacts.load(contacts.map(({ is }, n) => ({ sid: sidOf(n), ...is })));
    const began = trip.state();

    const text = await trip.download(format, faults.download);
    const downloaded = readFile(text, format);
    checkDownload(downloaded, began);

    const file = readFile(editDownloaded(text, played), format);
    const { preview, sids, found } = await trip.preview(file, ways[0], faults.preview);
    checkFreePreview(trip.previewAgainst(file, downloaded), preview);
    // What could not be read is read again, so that the values from before are known of every contact.
    const unread = sids.filter((sid) => !found.texts.has(sidKey(sid)) && !found.missing.has(sidKey(sid)));
    const { texts } = await trip.readNow(unread, 'oneByOne', []);
    const whole = { ...found, texts: new Map([...found.texts, ...texts]) };
    const before = played.source === 'snapshot' ? throughSnapshot(file, whole) : throughFile(downloaded);
    assert.deepEqual(trip.state(), began, 'reading changes nothing');

    const record = await trip.update(file, batchSize, faults.update, played.isRetried);
    const updated = trip.state();
    checkCounts(preview, record, file.rows.length);
    checkRows(preview, record, file, { began, updated, isWhole: unread.length === 0, isMerging });
    const { total: _, absent, ...states } = preview.totals;
    assert.equal(absent, 0, 'Exotel itself was read');
    add(states);
    add(record.totals);

    const others = new OtherPeople(sandbox);
    others.change(contacts.map(({ theirs }) => theirs[0]));
    await undo(trip, played, { file, record, before, began }, false);
    others.change(contacts.map(({ theirs }) => theirs[1]));
    const changed = trip.state();
    const { conflicts } = await undo(trip, played, { file, record, before, began }, true);
    checkConflicts(conflicts, others, { began, changed, file, sids: sidsToUndo(record) });
    add(checkEnd(trip.state(), others, { began, updated, file, isMerging }, played.isAsked ? conflicts : []));
  }

  /** @param isLast without faults, and until everything is restored that can be */
  async function undo(
    trip: RoundTrip,
    { faults, ways, batchSize, isAsked }: Scenario,
    { file, record, before, began }: Updated,
    isLast: boolean,
  ): Promise<UndoPlan> {
    const sids = sidsToUndo(record);
    const now = await trip.readNow(sids, ways[isLast ? 2 : 1], isLast ? [] : faults.reading);
    const plan = finish(planUndo(rowsToUndo(record, file, before, now)));
    const counts = countUndo(plan);
    add(counts);
    const others = [...plan.conflicts, ...plan.impossible].map(({ sid }) => sid);
    assert.equal(new Set([...plan.restored.keys(), ...others]).size + counts.unchanged, sids.length);
    const whole = isLast && isAsked ? withConflicts(plan, plan.conflicts) : plan;
    const { restored, impossible } = whole;
    add({ mayRemain: impossible.filter(({ why }) => why === 'mayRemain').length });
    if (restored.size === 0) return plan;
    const reverse = readFile(reverseFile(restored, record.description.target), 'json');
    assert.equal(reverse.checked.sendable, restored.size);
    const undone = await trip.update(reverse, batchSize, isLast ? [] : faults.undo, isLast);
    const { totals, description } = undone;
    if (isLast) assert.equal(totals.updated, totals.total);
    for (const row of description.rows.keys()) {
      const sid = description.rows.sid(row);
      if (undone.outcome(row)?.verdict === 'updated')
        checkRestored(whole, sid, began.get(sid)!, sandbox.contacts.get(sid)!);
    }
    return plan;
  }
});
