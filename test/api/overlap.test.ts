import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import { createContactsApi } from '../../src/api/client';
import { requestBody } from '../../src/core/run/requestBody';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { prepareRun, readFile } from './runHarness';

describe('a request on its way', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());

  it('is announced once it has left, before its reply', async () => {
    const { opened, open } = latch();
    sandbox.faults.next({ holdUntil: opened });
    const api = createContactsApi({ ...sandbox, timeoutMs: 60_000 });
    // The reply is held until the announcement lets it go: without one there would be no answer.
    const answer = await api.updateContacts(requestBody([`{"sid":"${sidOf(1)}","tag":"New"}`]), undefined, open);
    assert.equal(answer.kind, 'items');
  });

  it('costs one write of the record, with the verdicts of the one before; its own line comes first of all', async () => {
    const rows = [1, 2, 3, 4].map(sidOf);
    sandbox.contacts.load(rows.map((sid) => ({ sid })));
    sandbox.requests.clear();
    const writes: string[] = [];
    const { start } = prepareRun(readFile(`sid,tag\n${rows.map((sid) => `${sid},New\n`).join('')}`, 'csv'), sandbox, {
      batchSize: 1,
      async append(lines) {
        const types = lines.trimEnd().split('\n');
        const named = types.map((line) => (JSON.parse(line) as { type: string }).type).join(' ');
        writes.push(`${named}, ${sandbox.requests.length} received`);
      },
    });
    await start();
    assert.deepEqual(writes, [
      'run rows, 0 received',
      'sending, 0 received',
      'replied settled sending, 1 received',
      'replied settled sending, 2 received',
      'replied settled sending, 3 received',
      'replied settled, 4 received',
      'ended, 4 received',
    ]);
  });
});
