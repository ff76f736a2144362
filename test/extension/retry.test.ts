import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, type Uri, workspace } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { counts, freshSandbox, set, storeCredentials, update, writeFile } from './contactsFiles';

const retry = (target?: Uri | string) =>
  commands.executeCommand<RunSummary | undefined>('exotelContacts.retryFailed', target);

describe('a retry', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1, 2, 3, 5, 6);
  });

  afterEach(() => set({ batchSize: undefined }));

  /** The sids of all requests that `work` leads to. */
  async function sentBy(work: () => Thenable<unknown>): Promise<string[]> {
    sandbox.requests.clear();
    await work();
    return [...sandbox.requests].flatMap(({ sids }) => [...sids]);
  }

  const write = (uri: Uri, ...rows: string[]) =>
    workspace.fs.writeFile(uri, Buffer.from(['sid,first_name', ...rows].join('\n')));

  it('sends every row that is not known to be updated as it is now, and no other', async () => {
    const uri = await writeFile('csv', '');
    await write(uri, `${sidOf(1)},same`, `${sidOf(2)},before`, `${sidOf(3)},`, `${sidOf(4)},rejected`);
    assert.deepEqual(counts(await update(uri)), [2, 1, 1, 0, 0]);
    await write(
      uri,
      `${sidOf(1)},same`,
      `${sidOf(2)},edited`,
      `${sidOf(3)},corrected`,
      `${sidOf(4)},rejected`,
      `${sidOf(5)},new`,
    );
    sandbox.contacts.load([{ sid: sidOf(4) }]);
    let summary: RunSummary | undefined;
    assert.deepEqual(await sentBy(async () => (summary = await retry(uri))), [2, 3, 4, 5].map(sidOf));
    assert.deepEqual(counts(summary), [5, 0, 0, 0, 0]);
    assert.deepEqual(await sentBy(() => retry(uri)), [], 'now there is nothing to retry');
  });

  it('sends the one row that was invalid and is corrected', async () => {
    const uri = await writeFile('csv', '');
    await write(uri, `${sidOf(1)},one`, `${sidOf(2)},`, ',nobody');
    assert.deepEqual(counts(await update(uri)), [1, 0, 2, 0, 0]);
    assert.deepEqual(await sentBy(() => retry(uri)), [], 'still wrong');
    await write(uri, `${sidOf(1)},one`, `${sidOf(2)},two`, ',nobody');
    assert.deepEqual(await sentBy(() => retry(uri)), [sidOf(2)]);
  });

  it('of a run that is named means its rows, whatever came after it', async () => {
    const uri = await writeFile('csv', '');
    await write(uri, `${sidOf(1)},one`, `${sidOf(4)},four`);
    const first = await update(uri);
    await write(uri, `${sidOf(1)},one`, `${sidOf(4)},four`, `${sidOf(5)},five`);
    sandbox.contacts.load([{ sid: sidOf(4) }]);
    assert.deepEqual(counts(await update(uri)), [3, 0, 0, 0, 0]);
    assert.deepEqual(await sentBy(() => retry(first!.runId)), [4, 5].map(sidOf));
    assert.deepEqual(await sentBy(() => retry('20000101T000000000Z-00000000')), []);
  });

  it('after the region was switched is refused before anybody is asked for credentials', async () => {
    const uri = await writeFile('csv', '');
    await write(uri, `${sidOf(1)},one`, `${sidOf(4)},four`);
    assert.deepEqual(counts(await update(uri)), [1, 1, 0, 0, 0]);
    await set({ region: 'mumbai' });
    // Mumbai has no credentials here: were they asked for, this would wait for ever.
    assert.deepEqual(await sentBy(() => retry(uri)), []);
  });

  it('after a refusal in the wrong place sends the whole file to the right one', async () => {
    const uri = await writeFile('csv', '');
    await write(uri, `${sidOf(1)},one`, `${sidOf(2)},two`);
    const origin = 'http://127.0.0.1:9';
    await set({ region: 'custom', customEndpoint: origin, maxAttempts: 1 });
    const forget = await storeCredentials(origin, { apiKey: 'key', apiToken: 'token', accountSid: 'nobody' });
    assert.deepEqual(counts(await update(uri)), [0, 0, 0, 2, 0]);
    await forget();
    await set({ region: 'sandbox', customEndpoint: undefined, maxAttempts: undefined });
    assert.deepEqual(await sentBy(() => retry(uri)), [1, 2].map(sidOf));
  });
});
