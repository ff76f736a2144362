import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';
import { PageFeed, type ResultsSource } from '../../../../src/editor/results/pageFeed';
import { RunRows } from '../../../../src/editor/results/runRows';
import type { ToPage } from '../../../../src/protocol';
import type { RowView } from '../../../../src/webview/resultRows';
import { fail, headOf, ListedResults } from '../../../listedResults';
import { sidOf } from '../../../sidOf';
import { bytesOf, sentMessage } from '../../../webviewMessage';

const many = 500_000;
const perRequest = 1000;
const mostBytes = 8_000_000;

const updated = { verdict: 'updated' } as const;
const refusal = { code: 1000, message: 'Not Found', description: 'Contact not found' };

/** Counts what the page is sent. */
class Sent {
  readonly feed: PageFeed;
  bytes = 0;
  readonly types: ToPage['type'][] = [];

  constructor(source: ResultsSource) {
    this.feed = new PageFeed(
      source,
      (message) => {
        this.types.push(message.type);
        this.bytes += bytesOf(sentMessage(message));
      },
      fail,
    );
  }

  /** What is due is sent, as after a tenth of a second. */
  async flush(): Promise<void> {
    await this.feed.seen(true);
  }
}

function listed(row: (n: number) => RowView): ListedResults {
  return new ListedResults(Array.from({ length: many }, (_, n) => row(n)));
}

/** A run of 500,000 rows in 500 requests, before the first of them. */
function runOfMany() {
  const rows = RunRowTable.of(
    Array.from({ length: many }, (_, n) => ({ line: n + 2, sid: sidOf(n), fingerprint: '' })),
  );
  const description = { rows, operation: { kind: 'update' } } as unknown as RunRecord['description'];
  const record = new RunRecord(description, many / perRequest);
  const sent = new Sent({ id: 'run', head: () => headOf(many), rows: new RunRows(record) });
  record.onDidChange = (changed) => sent.feed.changed(changed.length > 0 ? changed : 'head');
  return { record, sent };
}

function request(record: RunRecord, number: number): void {
  const rows = Array.from({ length: perRequest }, (_, n) => number * perRequest + n);
  record.attempted(rows, number);
  record.settle(rows, (row) => (row % 40 === 7 ? { verdict: 'rejected', error: refusal } : updated));
}

describe('a table of 500,000 rows', function () {
  this.timeout(60_000);
  const tables: [string, (n: number) => RowView][] = [
    [
      'a run with a few reasons',
      (n) => [n + 2, sidOf(n), ...(n % 9 ? (['updated', '', ''] as const) : (['rejected', '1000', 'No'] as const)), 1],
    ],
    [
      'a check whose messages all differ',
      (n) => [n + 2, sidOf(n), 'warning', 'malformed-sid', `“${sidOf(n)}” is not 32 hexadecimal digits. `.repeat(2), 0],
    ],
    ['replies whose codes all differ', (n) => [n + 2, sidOf(n), 'rejected', `${n}`, `Error ${n}`, 1]],
    ['messages in another script', (n) => [n + 2, sidOf(n), 'rejected', '1', `${'नाम'.repeat(10)} ${n}`, 1]],
  ];
  for (const [name, row] of tables) {
    it(`goes to the page in at most 8 MB: ${name}`, async () => {
      const sent = new Sent(listed(row));
      await sent.feed.pageReady();
      assert.deepEqual(sent.types, ['snapshot']);
      assert.ok(sent.bytes <= mostBytes, `${sent.bytes} bytes`);
    });
  }

  it('goes to the page once in a run of 500 requests, and each change after it', async () => {
    const { record, sent } = runOfMany();
    await sent.feed.pageReady();
    const snapshot = sent.bytes;
    for (let number = 0; number < 500; number++) {
      request(record, number);
      await sent.flush();
    }
    const before = sent.bytes;
    record.become('finished', 1);
    await sent.flush();
    assert.deepEqual(new Set(sent.types.slice(1, -1)), new Set(['rowsFinished']));
    assert.equal(sent.types.length, 502);
    assert.equal(sent.types.at(-1), 'headChanged');
    assert.ok(sent.bytes - before < 1000, `${sent.bytes - before} bytes at the end`);
    assert.ok(snapshot < 3_100_000 && sent.bytes < snapshot + 1_000_000, `${snapshot} bytes, then ${sent.bytes}`);
  });

  it('is sent nothing again when a run stops and all other rows get their verdict at once', async () => {
    const { record, sent } = runOfMany();
    await sent.feed.pageReady();
    request(record, 0);
    await sent.flush();
    const before = sent.bytes;
    const rest = Array.from({ length: many - perRequest }, (_, n) => perRequest + n);
    record.settle(rest, () => ({ verdict: 'notSent', reason: 'The run was stopped.' }));
    record.become('stopped', 1);
    await sent.flush();
    assert.ok(sent.bytes - before < 1000, `${sent.bytes - before} bytes`);
  });

  it('is sent nothing again when it is shown again, but for what changed while it was out of sight', async () => {
    const { record, sent } = runOfMany();
    await sent.feed.pageReady();
    request(record, 0);
    await sent.flush();
    const before = { bytes: sent.bytes, messages: sent.types.length };
    await sent.feed.seen(false);
    await sent.feed.seen(true);
    assert.deepEqual({ bytes: sent.bytes, messages: sent.types.length }, before);

    await sent.feed.seen(false);
    for (let number = 1; number < 50; number++) request(record, number);
    assert.equal(sent.types.length, before.messages, 'nothing while it is out of sight');
    await sent.feed.seen(true);
    assert.equal(sent.types.length, before.messages + 1);
    assert.ok(sent.bytes - before.bytes < 100_000, `${sent.bytes - before.bytes} bytes`);
  });
});
