import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { commands, type Uri, workspace } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { counts, freshSandbox, set, storeCredentials, update, writeFile } from './contactsFiles';
import { failWrites, interrupted } from './failWrites';

const run = (command: string, argument: unknown) =>
  commands.executeCommand<RunSummary | undefined>(`exotelContacts.${command}`, argument);

const idOf = (record: string) => path.basename(record, '.jsonl');

const isClosed = async (record: string) => (await fs.readFile(record, 'utf8')).includes('"type":"closed"');

const sentTo = ({ requests }: Sandbox) => [...requests].flatMap(({ sids }) => [...sids]);

/** Changes the file, and waits until an editor that has it shows the change. */
async function write(uri: Uri, text: string): Promise<void> {
  await workspace.fs.writeFile(uri, Buffer.from(text));
  await eventually(async () => assert.equal((await workspace.openTextDocument(uri)).getText(), text));
}

describe('a run that is continued', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1, 2, 3, 4);
    await set({ batchSize: 1 });
    sandbox.requests.clear();
  });

  afterEach(async () => {
    failWrites(() => false);
    await set({ batchSize: undefined });
  });

  const csv = (...rows: (readonly [n: number, name: string])[]) =>
    ['sid,first_name', ...rows.map(([n, name]) => `${sidOf(n)},${name}`)].join('\n');

  it('resumes exactly the rows without an answer; what was edited or added since is left to a retry', async () => {
    const uri = await writeFile('csv', csv([1, 'one'], [2, 'two'], [3, 'three']));
    const record = await interrupted(() => update(uri), 1);
    await write(uri, csv([4, 'added'], [3, 'three'], [1, 'edited'], [2, 'two']));
    sandbox.requests.clear();

    const resumed = await run('resumeRun', idOf(record));
    assert.deepEqual(counts(resumed), [2, 0, 0, 2, 0]);
    assert.deepEqual(sentTo(sandbox), [sidOf(3), sidOf(2)]);
    assert.equal(sandbox.contacts.get(sidOf(1))?.first_name, 'one');
    assert.ok(await isClosed(record));

    sandbox.requests.clear();
    assert.deepEqual(counts(await run('retryFailed', uri)), [4, 0, 0, 0, 0]);
    assert.deepEqual(sentTo(sandbox), [sidOf(4), sidOf(1)]);
  });

  it('never resumes the rows that a person left out of it', async () => {
    const uri = await writeFile('csv', csv([1, 'one'], [2, 'two'], [3, 'three']));
    const record = await interrupted(
      () => commands.executeCommand('exotelContacts.updateRows', uri, [sidOf(1), sidOf(2)]),
      1,
    );
    sandbox.requests.clear();
    assert.deepEqual(counts(await run('resumeRun', idOf(record))), [2, 0, 0, 1, 0]);
    assert.deepEqual(sentTo(sandbox), [sidOf(2)]);
    assert.equal(sandbox.contacts.get(sidOf(3))?.first_name, '');
  });

  it('stays interrupted while a row without an answer is missing in the file', async () => {
    const uri = await writeFile('csv', csv([1, 'one'], [2, 'two']));
    const record = await interrupted(() => update(uri), 1);
    await write(uri, csv([1, 'one']));
    sandbox.requests.clear();
    assert.equal(await run('resumeRun', idOf(record)), undefined);
    assert.equal(sandbox.requests.length, 0);
    assert.ok(!(await isClosed(record)));
    await write(uri, csv([2, 'two'], [1, 'one']));
    assert.deepEqual(counts(await run('resumeRun', idOf(record))), [2, 0, 0, 0, 0]);
    assert.deepEqual(sentTo(sandbox), [sidOf(2)]);
    assert.ok(await isClosed(record));
  });

  describe('in another place', () => {
    let other: Sandbox;
    let forget: () => Promise<void>;

    before(async () => {
      other = await startSandbox({ contacts: [] });
      forget = await storeCredentials(other.origin, other.credentials);
    });

    beforeEach(async () => {
      other.contacts.reset();
      other.contacts.load([1, 2].map((n) => ({ sid: sidOf(n) })));
      other.requests.clear();
      await set({ region: 'custom', customEndpoint: other.origin });
    });

    afterEach(() => set({ region: 'sandbox', customEndpoint: undefined }));

    after(async () => {
      await forget();
      await other.stop();
    });

    it('sends the whole file where it is retried, and is still there to be resumed where it began', async () => {
      const uri = await writeFile('csv', csv([1, 'one'], [2, 'two']));
      const record = await interrupted(() => update(uri), 0);
      await set({ region: 'sandbox' });
      assert.deepEqual(counts(await run('retryFailed', idOf(record))), [2, 0, 0, 0, 0]);
      assert.deepEqual(sentTo(sandbox), [sidOf(1), sidOf(2)]);
      assert.equal(other.requests.length, 0);
      assert.ok(!(await isClosed(record)), 'only a run that was continued is closed');

      const resumed = await run('resumeRun', idOf(record));
      assert.deepEqual(counts(resumed), [2, 0, 0, 0, 0]);
      assert.deepEqual(sentTo(other), [sidOf(1), sidOf(2)]);
      assert.equal(other.contacts.get(sidOf(2))?.first_name, 'two');
      assert.ok(await isClosed(record));
    });
  });
});

describe('a creation that is continued', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox();
    sandbox.requests.clear();
  });

  afterEach(() => failWrites(() => false));

  const onDisk = async (uri: Uri) => Buffer.from(await workspace.fs.readFile(uri)).toString();
  const sidWith = (number: string) => sandbox.contacts.withNumber(number)!.sid;

  // These two have the same fingerprint of 24 bits.
  const one = ['+919843292659', 'Name 10894'] as const;
  const other = ['+919800307449', 'Name 17929'] as const;
  const csv = (...rows: (readonly [number: string, name: string])[]) =>
    `${['number,first_name', ...rows.map((row) => row.join(','))].join('\n')}\n`;

  it('gives each SID to the row with its number, also where another row has the same fingerprint', async () => {
    const uri = await writeFile('csv', csv(one, other));
    const record = await interrupted(() => run('createContacts', uri));
    // As if it crashed before the SIDs were in the file; then a row was removed, and one was added.
    await write(uri, csv(['+919845000001', 'New'], other));
    await run('retryFailed', idOf(record));
    const text = await onDisk(uri);
    assert.deepEqual(
      text.split('\n').map((line) => line.includes(sidWith(one[0]))),
      [false, false, false, false],
      text,
    );
    assert.ok(text.split('\n')[2]!.includes(sidWith(other[0])), text);
  });

  it('resumes a sorted file without a SID on a wrong row', async () => {
    const rows = Array.from({ length: 6 }, (_, n) => [`+91984500000${n}`, `Name ${n}`] as const);
    const uri = await writeFile('csv', csv(one, other, ...rows));
    await set({ batchSize: 2 });
    const record = await interrupted(() => run('createContacts', uri), 2);
    await set({ batchSize: undefined });
    await write(uri, csv(...[...rows, other, one].reverse()));
    sandbox.requests.clear();
    await run('resumeRun', idOf(record));
    for (const line of (await onDisk(uri)).trimEnd().split('\n').slice(1)) {
      const number = /\+\d+/.exec(line)![0];
      assert.ok(line.includes(sidWith(number)), line);
    }
    const created = [...sandbox.contacts.values()].map(({ number }) => number);
    assert.equal(new Set(created).size, created.length);
  });

  it('sends a number once, however it is spelled, also when the first row has its SID', async () => {
    const uri = await writeFile(
      'csv',
      csv(['+919845012345', 'Asha'], ['+91 98450 12345', 'Twin'], ['09876502601', 'Ravi'], ['+919876502601', 'Twin']),
    );
    const first = await run('createContacts', uri);
    assert.deepEqual([first?.created, first?.notSent], [2, 2]);
    const sent = () => [...sandbox.requests].filter(({ method }) => method === 'POST').length;
    const before = sent();
    await run('retryFailed', uri);
    await run('createContacts', uri);
    assert.equal(sent(), before, 'nothing is sent for the second spelling');
    const sids = (await onDisk(uri)).match(/[0-9a-f]{32}/g) ?? [];
    assert.deepEqual([sids.length, new Set(sids).size], [2, 2]);
  });
});
