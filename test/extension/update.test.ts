import assert from 'node:assert/strict';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, Position, Range, WorkspaceEdit, workspace, type Uri } from 'vscode';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import {
  counts,
  diagnostics,
  found,
  openFile,
  set,
  storeCredentials,
  testApi,
  update,
  writeFile,
} from './contactsFiles';

const pageSids = [
  '83ba26b7f11c4e75b4043c8b33ceba49',
  '93ba26b7f11c4e75b4043c8b33ceba59',
  '73ba26b7f11c4e75b4043c8b33ceba69',
];

describe('updating contacts', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  before(async () => {
    sandbox = await (await testApi()).sandbox();
  });

  beforeEach(async () => {
    await set({ region: 'sandbox', confirmBeforeSending: false });
    sandbox.faults.clear();
    sandbox.contacts.reset();
    sandbox.contacts.load([{ sid: pageSids[0]!, first_name: 'before' }]);
  });

  afterEach(() => set({ batchSize: undefined, maxAttempts: undefined, requestTimeoutSeconds: undefined }));

  describe('gives the page’s own sample its own three verdicts', () => {
    const names = ['XYZ', 'ABC', 'LMN'];
    const json = JSON.stringify({ contacts: pageSids.map((sid, i) => ({ sid, first_name: names[i] })) }, undefined, 2);
    const csv = ['sid,first_name', ...pageSids.map((sid, i) => `${sid},${names[i]}`)].join('\r\n');
    for (const [ending, text, lines] of [
      ['json', json, [7, 11]],
      ['csv', csv, [3, 4]],
      ['jsonl', pageSids.map((sid, i) => JSON.stringify({ sid, first_name: names[i] })).join('\n'), [2, 3]],
    ] as const) {
      it(`in ${ending}`, async () => {
        const { uri } = await openFile(ending, text);
        const requests = sandbox.requests.length;
        const summary = await update();
        assert.deepEqual(counts(summary), [1, 2, 0, 0, 0]);
        assert.equal(summary?.region, 'sandbox');
        assert.equal(sandbox.requests.length - requests, 1);
        assert.equal(sandbox.contacts.get(pageSids[0]!)?.first_name, 'XYZ');
        await eventually(() =>
          assert.deepEqual(
            found(uri, 'Exotel API'),
            lines.map((line) => `${line} 1000`),
          ),
        );
        const [first] = diagnostics(uri, 'Exotel API');
        assert.match(first!.message, /Contact not found/);
        assert.ok(typeof first!.code === 'object' && first!.code.target.scheme === 'https');
      });
    }
  });

  it('sends what the editor shows, saved or not', async () => {
    const document = await openFile('csv', `sid,first_name\n${pageSids[0]},saved\n`);
    const edit = new WorkspaceEdit();
    edit.replace(document.uri, document.lineAt(1).range, `${pageSids[0]},unsaved`);
    await workspace.applyEdit(edit);
    assert.deepEqual(counts(await update(document.uri)), [1, 0, 0, 0, 0]);
    assert.equal(sandbox.contacts.get(pageSids[0]!)?.first_name, 'unsaved');
    await document.save();
  });

  it('reads a file that no editor has open, in UTF-16 too', async () => {
    const text = `\ufeffsid;first_name\r\n${pageSids[0]};Zoë\r\n`;
    assert.deepEqual(counts(await update(await writeFile('csv', Buffer.from(text, 'utf16le')))), [1, 0, 0, 0, 0]);
    assert.equal(sandbox.contacts.get(pageSids[0]!)?.first_name, 'Zoë');
  });

  it('sends no row that was read in the wrong encoding', async () => {
    const text = `sid,first_name\n${pageSids[0]},Jos\xe9\n`;
    const requests = sandbox.requests.length;
    const { uri } = await openFile('csv', Buffer.from(text, 'latin1'));
    assert.equal(await update(uri), undefined);
    assert.equal(sandbox.requests.length, requests);
    assert.deepEqual(found(uri, 'Exotel'), ['2 lost-characters']);

    const other = await openFile('csv', Buffer.from(`${text}${pageSids[1]},x\n`, 'latin1'));
    assert.deepEqual(counts(await update(other.uri)), [0, 1, 1, 0, 0]);
    assert.deepEqual([...[...sandbox.requests].at(-1)!.sids], [pageSids[1]]);
    assert.equal(sandbox.contacts.get(pageSids[0]!)?.first_name, 'before');
  });

  it('keeps the two kinds of diagnostics apart, and lets a verdict go when its row is edited', async () => {
    const rows = ['sid,first_name', `${pageSids[1]},a`, `${pageSids[0]},b`, `${pageSids[2]},c`, ',d'];
    const document = await openFile('csv', rows.join('\n'));
    const { uri } = document;
    assert.deepEqual(counts(await update(uri)), [1, 2, 1, 0, 0]);
    await eventually(() => assert.deepEqual(found(uri, 'Exotel API'), ['2 1000', '4 1000']));
    assert.deepEqual(found(uri, 'Exotel'), ['5 missing-sid']);

    await insert(uri, new Position(0, 0), '');
    await insert(uri, new Position(1, 0), `${sidOf(1)},new line above\n`);
    await eventually(() => assert.deepEqual(found(uri, 'Exotel API'), ['3 1000', '5 1000']));
    await insert(uri, new Position(2, 33), 'edited ');
    await eventually(() => assert.deepEqual(found(uri, 'Exotel API'), ['5 1000']));
    await commands.executeCommand('exotelContacts.checkFile', uri);
    assert.deepEqual(found(uri, 'Exotel API'), ['5 1000'], 'a check leaves the server’s verdicts');
    await document.save();
  });

  it('sends nothing of a document that is broken, and leads to the first error', async () => {
    const { uri } = await openFile(
      'json',
      `{"contacts":[{"sid":"${pageSids[0]}","first_name":"x"} {"sid":"${pageSids[1]}","first_name":"y"}]}`,
    );
    const requests = sandbox.requests.length;
    assert.equal(await update(uri), undefined);
    assert.equal(sandbox.requests.length, requests);
    assert.deepEqual(found(uri, 'Exotel'), ['1 syntax']);
  });

  it('finds 12,000 rows’ verdicts in 12 requests on their own rows', async () => {
    const total = 12_000;
    const bad = new Map([
      [2, ''],
      [5000, 'has space in it'],
      [5001, sidOf(7)],
    ]);
    const sidOfRow = (row: number) => bad.get(row) ?? sidOf(row);
    const lines = ['sid,first_name'];
    for (let row = 1; row <= total; row++) lines.push(`${sidOfRow(row)},name ${row}`);
    const known = [];
    const rejected = new Set<number>();
    for (let row = 1; row <= total; row++) {
      if (row % 7 === 3) rejected.add(row);
      else known.push({ sid: sidOf(row) });
    }
    // Rows 7 and 5001 share a sid, so neither is sent.
    const invalid = new Set([2, 7, 5000, 5001]);
    sandbox.contacts.load(known);
    const { uri } = await openFile('csv', lines.join('\n'));
    const before = sandbox.requests.length;
    const summary = await update(uri);
    const refused = [...rejected].filter((row) => !invalid.has(row));
    assert.deepEqual(counts(summary), [total - refused.length - invalid.size, refused.length, invalid.size, 0, 0]);
    assert.equal(sandbox.requests.length - before, 12);
    const shown = await eventually(() => {
      const list = diagnostics(uri, 'Exotel API').filter(({ code }) => typeof code === 'object');
      assert.ok(list.length >= 1000, `${list.length} diagnostics`);
      return list;
    });
    const expected = new Set(refused.map((row) => row + 1));
    for (const { range } of shown) assert.ok(expected.has(range.start.line + 1), `line ${range.start.line + 1}`);
    assert.deepEqual(found(uri, 'Exotel'), [
      '3 missing-sid',
      '8 duplicate-sid',
      '5001 malformed-sid',
      '5002 duplicate-sid',
    ]);
    for (const row of [1, 4, 4999, 5002, 12_000]) {
      if (!rejected.has(row)) assert.equal(sandbox.contacts.get(sidOf(row))?.first_name, `name ${row}`);
    }
  });

  describe('gives no verdict without proof', () => {
    const text = ['sid,first_name', ...[1, 2, 3, 4].map((n) => `${sidOf(n)},name`)].join('\n');

    beforeEach(async () => {
      sandbox.contacts.load([1, 2, 3, 4].map((n) => ({ sid: sidOf(n) })));
      await set({ batchSize: 2, maxAttempts: 2 });
    });

    for (const status of [401, 402, 403, 404]) {
      it(`when the whole request is refused with ${status}`, async () => {
        sandbox.faults.next({}, { refuse: { status } });
        assert.deepEqual(counts(await update(await writeFile('csv', text))), [2, 0, 0, 2, 0]);
      });
    }

    it('when the reply is not JSON', async () => {
      sandbox.faults.next({ broken: 'html' });
      assert.deepEqual(counts(await update(await writeFile('csv', text))), [0, 0, 0, 2, 2]);
    });

    it('when the connection breaks after the commit, and a second attempt shows it', async () => {
      sandbox.faults.next({ cut: 'afterCommit' });
      assert.deepEqual(counts(await update(await writeFile('csv', text))), [4, 0, 0, 0, 0]);
    });

    it('when no server is at the other end', async () => {
      const origin = 'http://127.0.0.1:9';
      await set({ region: 'custom', customEndpoint: origin });
      const forget = await storeCredentials(origin, { apiKey: 'key', apiToken: 'token', accountSid: 'nobody' });
      assert.deepEqual(counts(await update(await writeFile('csv', text))), [0, 0, 0, 4, 0]);
      await forget();
      await set({ customEndpoint: undefined });
    });
  });
});

async function insert(uri: Uri, at: Position, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.replace(uri, new Range(at, at), text);
  await workspace.applyEdit(edit);
}
