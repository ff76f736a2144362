import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { sidKey } from '../../src/core/contact';
import { describeDownload } from '../../src/core/download/describeDownload';
import { contactLine, downloadedContact } from '../../src/core/download/downloadedContact';
import { downloadText } from '../../src/core/download/downloadText';
import { countContacts } from '../../src/core/remote/countContacts';
import { notBegun, readContacts, type ReadingState } from '../../src/core/remote/readContacts';
import { requestsOf } from '../../src/core/remote/readingCost';
import { createPace } from '../../src/core/run/pace';
import { startSandbox } from '../../src/sandbox/startSandbox';
import { mark } from '../downloadMark';
import { sidOf } from '../sidOf';
import { reader } from './readHarness';
import { HastyClock } from './runHarness';

describe('a large download', function () {
  this.timeout(180_000);

  it('of 10,000 contacts, stopped half way and continued, has each once, at the cost that was named and in its time', async () => {
    const total = 10_000;
    const contacts = Array.from({ length: total }, (_, n) => ({ sid: sidOf(n), number: `+1202${1_000_000 + n}` }));
    const sandbox = await startSandbox({ contacts });
    try {
      const clock = new HastyClock();
      const pace = createPace(30);

      const counting = reader(sandbox, { clock, pace });
      assert.equal(await countContacts(counting), total);
      assert.equal(sandbox.requests.length, counting.asker.requests);
      assert.ok(counting.asker.requests <= 20);
      const requests = requestsOf({ kind: 'all' }, total)!;
      const told = describeDownload({
        region: 'Sandbox',
        host: new URL(sandbox.origin).host,
        accountSid: sandbox.credentials.accountSid,
        file: 'contacts.csv',
        replaces: false,
        contacts: total,
        done: 0,
        requests,
        counting: counting.asker.requests,
        requestsPerMinute: 30,
      });
      assert.match(told, /^Requests: 528, about 17 minutes at 30 requests per minute$/m);

      sandbox.requests.clear();
      const began = clock.monotonic();
      const lines: string[] = [];
      const stop = new AbortController();
      let state: ReadingState = notBegun;
      for await (const part of readContacts(
        { kind: 'all' },
        reader(sandbox, { clock, pace, stop: stop.signal }),
        state,
      )) {
        lines.push(...part.contacts.map(({ text }) => contactLine(downloadedContact(text))));
        ({ state } = part);
        if (lines.length > total / 2) stop.abort();
      }
      assert.equal(state.isOver, false);
      const seen = new Set(lines.map((line) => sidKey((JSON.parse(line) as { sid: string }).sid)));
      const rest = readContacts({ kind: 'all' }, reader(sandbox, { clock, pace, seen }), { ...state });
      for await (const part of rest) {
        lines.push(...part.contacts.map(({ text }) => contactLine(downloadedContact(text))));
        ({ state } = part);
      }
      assert.equal(state.isOver, true);
      assert.equal(sandbox.requests.length, requests, 'stopping costs nothing');
      const minutes = (clock.monotonic() - began) / 60_000;
      assert.ok(minutes > 16 && minutes < 18, `${minutes} minutes`);

      let text = '';
      async function* again() {
        yield* lines;
      }
      for await (const part of downloadText(again, 'csv', mark)) text += part;
      const sids = text
        .split('\n')
        .slice(1, -1)
        .map((line) => line.slice(0, 32));
      assert.deepEqual(
        sids,
        contacts.map(({ sid }) => sid),
      );
    } finally {
      await sandbox.stop();
    }
  });
});
