import assert from 'node:assert/strict';
import { changedFields, fieldTexts, type FieldTexts } from '../../src/core/compare/fieldTexts';
import { isEmptyText, isSameValue } from '../../src/core/compare/isSameValue';
import type { Preview } from '../../src/core/preview/preview';
import type { RunRecord } from '../../src/core/run/runRecord';
import type { UndoPlan } from '../../src/core/undo/planUndo';
import type { StoredContact } from '../../src/sandbox/contactStore';
import { checkPreview } from './checkPreview';
import { placeOf, type OtherPeople } from './otherPeople';
import type { RunFile } from './runHarness';

/** The sandbox's contacts, by sid. */
export type State = ReadonlyMap<string, StoredContact>;

const isSame = (a: unknown, b: unknown) => isSameValue(JSON.stringify(a), JSON.stringify(b));
const isEmpty = (value: unknown) => isEmptyText(JSON.stringify(value));

/** A downloaded file has every contact once, field by field. */
export function checkDownload({ checked: { file } }: RunFile, state: State): void {
  assert.equal(file.rows.length, state.size);
  const sids = [...file.rows.keys()].map((row) => file.values(row)?.['sid'] as string);
  assert.deepEqual(new Set(sids), new Set(state.keys()));
  for (const [row, sid] of sids.entries()) {
    const contact = state.get(sid)!;
    const texts = fieldTexts(file.contactText(row));
    for (const field of changedFields) assert.ok(isSameValue(texts[field], JSON.stringify(contact[field])), field);
  }
}

/** The counts of a preview and of the update after it are those of the rows. */
export function checkCounts(preview: Preview, { totals }: RunRecord, rows: number): void {
  const { total, ...states } = preview.totals;
  const { total: sent, pending, ...verdicts } = totals;
  const sum = (counts: object) => (Object.values(counts) as number[]).reduce((a, b) => a + b, 0);
  assert.deepEqual([total, sum(states), sent, sum(verdicts), pending], [rows, rows, rows, rows, 0]);
}

/** Row by row, the update did what the preview said, or nothing. @param isWhole no reply left out a contact that was asked for */
export function checkRows(
  preview: Preview,
  record: RunRecord,
  { checked, rows }: RunFile,
  { began, updated, isWhole, isMerging }: { began: State; updated: State; isWhole: boolean; isMerging: boolean },
): void {
  for (const row of rows.keys()) {
    const state = preview.state(row);
    const { verdict } = record.outcome(row)!;
    const isSent = checked.isSendable(row);
    assert.equal(verdict === 'invalid', !isSent);
    if (state === 'unread') assert.ok(!isSent || !isWhole);
    else assert.ok(isSent);
    if (!isSent) continue;
    const sid = rows.sid(row);
    if (state !== 'unread') assert.equal(state === 'missing', !began.has(sid));
    if (verdict === 'updated' && state !== 'unread') {
      // A preview says that entries which are not sent go; where they are merged, they stay.
      const changes = preview.changesOf(row).filter(({ after }) => !isMerging || after !== undefined);
      checkPreview(changes, began.get(sid)!, updated.get(sid)!);
    } else if (verdict === 'rejected' || verdict === 'notSent') {
      assert.deepEqual(updated.get(sid), began.get(sid));
    }
  }
}

/** A preview against a downloaded file says the same as one against Exotel, of all that could be read there; never that Exotel lacks a contact. */
export function checkFreePreview(free: Preview, preview: Preview): void {
  for (let row = 0; row < preview.rows; row++) {
    if (preview.state(row) === 'unread') continue;
    assert.equal(free.state(row), preview.state(row) === 'missing' ? 'absent' : preview.state(row));
    for (const [index, change] of preview.changesOf(row).entries()) {
      const same = free.changesOf(row)[index]!;
      assert.ok(same.field === change.field && same.after === change.after && isSameValue(same.before, change.before));
    }
    assert.equal(free.changesOf(row).length, preview.changesOf(row).length);
  }
}

/** What each row of a file sends, by sid. */
function sentBy({ checked, rows }: RunFile): Map<string, FieldTexts> {
  const sendable = [...rows.keys()].filter(checked.isSendable);
  return new Map(sendable.map((row) => [rows.sid(row), fieldTexts(checked.contactText(row)!)]));
}

/** Every field that was sent and that others changed since is a conflict, and nothing else. */
export function checkConflicts(
  conflicts: UndoPlan['conflicts'],
  others: OtherPeople,
  { began, changed, file, sids }: { began: State; changed: State; file: RunFile; sids: readonly string[] },
): void {
  const sent = sentBy(file);
  const expected = sids.flatMap((sid) => {
    const [is, was, values] = [changed.get(sid), began.get(sid), sent.get(sid)!];
    if (!is || !was) return [];
    const isConflict = (field: (typeof changedFields)[number]) =>
      values[field] !== undefined &&
      others.values.has(placeOf(sid, field)) &&
      !isSame(is[field], was[field]) &&
      !isSameValue(JSON.stringify(is[field]), values[field]);
    return changedFields.filter(isConflict).map((field) => placeOf(sid, field));
  });
  assert.deepEqual(new Set(conflicts.map(({ sid, field }) => placeOf(sid, field))), new Set(expected));
}

/** What an undo says it restores is as it was before, and of an object whose other entries may remain, all that it had. */
export function checkRestored({ restored, impossible }: UndoPlan, sid: string, was: StoredContact, is: StoredContact) {
  for (const field of Object.keys(restored.get(sid)!) as (typeof changedFields)[number][]) {
    const mayRemain = impossible.some((part) => part.sid === sid && part.field === field);
    const part = mayRemain ? Object.keys(was.custom_field) : undefined;
    const now = part ? Object.fromEntries(part.map((name) => [name, is.custom_field[name]])) : is[field];
    assert.ok(isSame(now, was[field]), `${field} of ${sid} is not restored: ${JSON.stringify(is[field])}`);
  }
}

/**
 * Every field is as it was before the update, or what others made of it; where it was empty before, as the update left it. Where Exotel
 * merges, entries that were added stay.
 * @param chosen conflicts that were to be overwritten
 * @returns how many fields there are of each
 */
export function checkEnd(
  ended: State,
  others: OtherPeople,
  { began, updated, file, isMerging }: { began: State; updated: State; file: RunFile; isMerging: boolean },
  chosen: UndoPlan['conflicts'],
): { asBefore: number; theirs: number; overwritten: number } {
  const sent = sentBy(file);
  const isChosen = new Set(chosen.map(({ sid, field }) => placeOf(sid, field)));
  const counts = { asBefore: 0, theirs: 0, overwritten: 0 };
  for (const [sid, was] of began) {
    const is = ended.get(sid);
    assert.equal(is === undefined, others.deleted.has(sid));
    for (const field of is ? changedFields : []) {
      const place = placeOf(sid, field);
      const theirs = others.values.get(place) ?? [];
      // What others set to the very value that was sent cannot be told from the update.
      if (theirs.some((value) => isSameValue(JSON.stringify(value), sent.get(sid)?.[field]))) continue;
      const kind =
        theirs.length === 0 ? 'asBefore' : isChosen.has(place) && !isEmpty(was[field]) ? 'overwritten' : 'theirs';
      counts[kind]++;
      const back = (left: unknown) =>
        isMerging && field === 'custom_field' ? { ...(left as object), ...was.custom_field } : was[field];
      const expected = {
        asBefore: isEmpty(was[field]) ? updated.get(sid)![field] : back(updated.get(sid)![field]),
        overwritten: back(theirs.at(-1)),
        theirs: theirs.at(-1),
      };
      assert.ok(isSame(is![field], expected[kind]), `${field} of ${sid} is not ${kind}: ${JSON.stringify(is![field])}`);
    }
  }
  assert.ok([...ended.keys()].every((sid) => began.has(sid)));
  return counts;
}
