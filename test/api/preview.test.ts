import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { rowsToCompare, takePart } from '../../src/core/preview/fillPreview';
import { Preview } from '../../src/core/preview/preview';
import { readContacts } from '../../src/core/remote/readContacts';
import { finish } from '../../src/core/steps';
import type { StoredContact } from '../../src/sandbox/contactStore';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { checkPreview } from './checkPreview';
import { reader } from './readHarness';
import { readFile, runFile } from './runHarness';

const value = fc.constantFrom('Asha', 'Ravi', '', 'a "b", c', 'आशा');
const entry = fc.oneof(value, fc.constantFrom(1, 2.5, true, null, [1, 2], { a: 1 }));
const custom = fc.dictionary(fc.constantFrom('city', 'plan', 'x.y'), entry, { maxKeys: 3 });
const fields = fc.record(
  { first_name: value, last_name: value, company_name: value, tag: value, custom_field: custom },
  { requiredKeys: [] },
);
/** Row by row: what is at Exotel, what the file says, and whether Exotel has the contact, and the row can be sent. */
const row = fc.record({
  there: fields,
  sent: fields,
  isThere: fc.boolean(),
  isSound: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
});

describe('a preview over HTTP', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [] });
  });
  after(() => sandbox.stop());

  async function preview(text: string, way: 'oneByOne' | 'pages') {
    const { checked } = readFile(text, 'json');
    const rows = finish(rowsToCompare(checked));
    const sids = [...rows.values()].map((at) => checked.sidOf(at)!);
    const made = new Preview(checked.file.rows.length);
    const reading = { kind: 'sids', sids, way } as const;
    for await (const part of readContacts(reading, reader(sandbox))) takePart(made, rows, checked, part);
    return { made, checked };
  }

  it('agrees, field by field, with what the update does, and its counts add up to the rows', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(row, { minLength: 1, maxLength: 30 }),
        fc.constantFrom('oneByOne', 'pages'),
        fc.boolean(),
        async (rows, way, isFaulty) => {
          sandbox.faults.clear();
          sandbox.requests.clear();
          sandbox.contacts.reset();
          sandbox.contacts.load(
            rows.flatMap(({ there, isThere }, n) => (isThere ? [{ sid: sidOf(n), ...there }] : [])),
          );
          const contacts = rows.map(({ sent, isSound }, n) => ({
            ...(isSound && { sid: sidOf(n) }),
            tag: 'new',
            ...sent,
          }));
          const text = JSON.stringify({ contacts });
          if (isFaulty) sandbox.faults.next({ refuse: { status: 503 } }, {}, { cut: 'duringReply' });
          const { made, checked } = await preview(text, way);
          const stored = (): Map<string, StoredContact> =>
            new Map([...sandbox.contacts.values()].map((contact) => [contact.sid, contact]));
          const then = stored();
          sandbox.faults.clear();
          if (checked.sendable > 0) await runFile(text, 'json', sandbox);
          const now = stored();

          const { total, changed, same, missing, unread } = made.totals;
          assert.equal(changed + same + missing + unread, total);
          assert.equal(total, rows.length);
          for (const [at, { isThere, isSound }] of rows.entries()) {
            const sid = sidOf(at);
            const state = made.state(at);
            assert.equal(state === 'unread', !isSound);
            if (!isSound) continue;
            assert.equal(state === 'missing', !isThere);
            if (!isThere) continue;
            checkPreview(made.changesOf(at), then.get(sid)!, now.get(sid)!);
          }
        },
      ),
      { numRuns: 100 },
    ));
});
