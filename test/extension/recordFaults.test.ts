import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import * as path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, window, workspace } from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import { counts, freshSandbox, update, writeFile } from './contactsFiles';
import { failWrites, interrupted } from './failWrites';

describe('a record that cannot be written', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1);
  });

  afterEach(() => failWrites(() => false));

  const retry = (runId: string) => commands.executeCommand<RunSummary | undefined>('exotelContacts.retryFailed', runId);

  it('of the run that is continued: nothing is sent, no second record is left, and a later retry goes on from it', async () => {
    const uri = await writeFile('csv', `sid,first_name\n${sidOf(1)},one\n${sidOf(3)},three\n`);
    const first = failWrites((lines) => lines.includes('"type":"ended"'));
    const summary = await update(uri);
    assert.deepEqual(counts(summary), [1, 1, 0, 0, 0]);
    const text = await fs.readFile(first[0]!, 'utf8');
    assert.ok(!text.includes('"type":"ended"'));

    sandbox.contacts.load([{ sid: sidOf(3) }]);
    sandbox.requests.clear();
    const second = failWrites((lines) => lines.includes('"type":"closed"'));
    assert.equal(await retry(summary!.runId), undefined);
    assert.equal(sandbox.requests.length, 0);
    assert.equal(await fs.readFile(first[0]!, 'utf8'), text);
    assert.equal(second.length, 1);
    await assert.rejects(fs.stat(second[0]!), 'the record of the run that did not start is removed');

    failWrites(() => false);
    assert.deepEqual(counts(await retry(summary!.runId)), [2, 0, 0, 0, 0]);
    assert.match(await fs.readFile(first[0]!, 'utf8'), /"type":"closed"/);
  });

  it('to its end, of a run that has nothing left to send: resuming it writes what is missing in the file, and it is over', async () => {
    const text = '[{"number":"+919845000001"}]';
    const uri = await writeFile('json', text);
    const record = await interrupted(() => commands.executeCommand('exotelContacts.createContacts', uri));
    const { sid } = sandbox.contacts.withNumber('+919845000001')!;
    assert.equal(await fs.readFile(uri.fsPath, 'utf8'), `[{"sid":"${sid}","number":"+919845000001"}]`);
    // As if the window was closed before it.
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    await commands.executeCommand('undo');
    await document.save();
    assert.equal(await fs.readFile(uri.fsPath, 'utf8'), text);
    sandbox.requests.clear();
    const runId = path.basename(record, '.jsonl');
    await commands.executeCommand('exotelContacts.resumeRun', runId);
    assert.equal(sandbox.requests.length, 0);
    assert.equal(await fs.readFile(uri.fsPath, 'utf8'), `[{"sid":"${sid}","number":"+919845000001"}]`);
    assert.match(await fs.readFile(record, 'utf8'), /"type":"closed"/);
  });
});
