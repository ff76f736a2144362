import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';
import { summarize } from '../../../../src/core/run/summary';

const updated = { verdict: 'updated' } as const;
const notSent = { verdict: 'notSent', reason: '' } as const;

function create(known: ConstructorParameters<typeof RunRecord>[2] = []) {
  const description = {
    runId: 'r',
    operation: { kind: 'update' },
    target: { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'exotel1' },
    file: { uri: 'file:///c.csv', name: 'c.csv', sha256: '' },
    startedAt: 1000,
    rows: RunRowTable.of([0, 1, 2, 3].map((row) => ({ line: row + 1, sid: `s${row}`, fingerprint: '' }))),
  } as const;
  return new RunRecord(description, 2, known, (row) => row);
}

describe('RunRecord', () => {
  it('counts as it goes, also when a row’s outcome changes', () => {
    const record = create([[3, notSent]]);
    record.settle([0, 1], () => updated);
    assert.deepEqual(record.totals, {
      ...{ updated: 2, rejected: 0, invalid: 0, notSent: 1, unknown: 0 },
      ...{ pending: 1, total: 4 },
    });
    record.settle([0, 3], (row) => (row === 0 ? notSent : updated));
    record.settle([2], () => updated);
    assert.deepEqual([record.totals.updated, record.totals.notSent, record.totals.pending], [3, 1, 0]);
  });

  it('reports which rows changed, and continues from the earlier attempts', () => {
    const record = create();
    const told: (readonly number[])[] = [];
    record.onDidChange = (rows) => told.push(rows);
    record.attempted([1, 2], 2000);
    record.settle([2], () => updated);
    record.note('once');
    record.note('once');
    record.become('finished', 5000);
    assert.deepEqual(told, [[1, 2], [2], [], []]);
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => record.attempts(row)),
      [0, 2, 3, 3],
    );
    assert.deepEqual(record.notes, ['once']);
  });

  it('keeps a hundred notes at most, and says that there were more', () => {
    const record = create();
    for (let n = 0; n < 1_000; n++) record.note(`note ${n}`);
    assert.equal(record.notes.length, 100);
    assert.equal(record.notes[98], 'note 98');
    assert.match(record.notes[99]!, /more notes/);
  });

  it('keeps one object for equal outcomes', () => {
    const refused = (message: string) => ({ verdict: 'rejected', status: 404, error: { message } }) as const;
    const record = create([[3, { ...notSent }]]);
    record.settle([0, 1], () => refused('Not Found'));
    record.settle([2], () => refused('Not Allowed'));
    assert.equal(record.outcome(0), record.outcome(1));
    assert.deepEqual(record.outcome(2), refused('Not Allowed'));
    record.settle([0, 1], () => ({ ...notSent }));
    assert.ok(record.outcome(0) === record.outcome(1) && record.outcome(0) === record.outcome(3));
    record.settle([0, 1, 2, 3], (row) => refused(`row ${row}`));
    assert.deepEqual(
      [0, 1, 2, 3].map((row) => record.outcome(row)),
      [0, 1, 2, 3].map((row) => refused(`row ${row}`)),
    );
  });

  it('lists each attempt of each request, with what came of it', () => {
    const record = create();
    const trouble = 'No reply was received in time.';
    record.attempted([0, 1], 2000);
    record.replied({ at: 2500, trouble });
    record.attempted([0, 1], 3000);
    record.replied({ at: 3100, status: 207, requestId: 'a1', trouble: '' });
    record.attempted([2], 4000);
    assert.deepEqual(record.requests, [
      { rows: [0, 2], attempt: 1, sentAt: 2000, reply: { at: 2500, trouble } },
      { rows: [0, 2], attempt: 2, sentAt: 3000, reply: { at: 3100, status: 207, requestId: 'a1', trouble: '' } },
      { rows: [2, 3], attempt: 1, sentAt: 4000 },
    ]);
  });

  it('comes to a summary whose total is the sum of the five verdicts', () => {
    const record = create([[3, notSent]]);
    record.attempted([0, 1, 2], 2000);
    record.settle([0, 1, 2], () => updated);
    record.become('stopped', 4000);
    assert.deepEqual(summarize(record), {
      ...{ runId: 'r', region: 'mumbai', accountSid: 'exotel1' },
      ...{ total: 4, updated: 3, rejected: 0, invalid: 0, notSent: 1, unknown: 0 },
      ...{ requests: 1, durationMs: 3000 },
    });
  });
});
