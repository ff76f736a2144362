import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Outcome } from '../../../../src/core/outcome';
import { failedRows, stepAmong, type RowPlace } from '../../../../src/core/run/failedRows';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';
import { sidOf } from '../../../sidOf';

describe('the rows that failed', () => {
  it('are those with every verdict but updated, and not those without one', () => {
    const outcomes: readonly (Outcome | undefined)[] = [
      { verdict: 'updated' },
      { verdict: 'rejected', error: {} },
      undefined,
      { verdict: 'invalid', code: 'missing-sid', message: '' },
      { verdict: 'notSent', reason: '' },
      { verdict: 'unknown', reason: '' },
    ];
    const record = new RunRecord(
      {
        runId: '',
        operation: { kind: 'update' },
        target: { region: 'sandbox', origin: '', accountSid: '' },
        file: { uri: '', name: '', sha256: '' },
        startedAt: 0,
        rows: RunRowTable.of(outcomes.map((_, row) => ({ line: row, sid: sidOf(row), fingerprint: '' }))),
      },
      1,
      [...outcomes.entries()].flatMap(([row, outcome]) => (outcome ? [[row, outcome] as const] : [])),
    );
    assert.deepEqual(failedRows(record), [1, 3, 4, 5]);
  });

  const rows = [2, 5, 6];
  const before: RowPlace = { row: -1, isInside: false, isSeen: false };
  const on = (row: number, isSeen: boolean): RowPlace => ({ row, isInside: true, isSeen });
  const behind = (row: number): RowPlace => ({ row, isInside: false, isSeen: true });
  const cases: readonly [from: string, place: RowPlace, next: number, previous: number][] = [
    ['before the first row', before, 2, 6],
    ['a row that went through', on(3, false), 5, 2],
    ['a row that failed, where nobody was led yet', on(5, false), 5, 5],
    ['a row that failed, where somebody was led', on(5, true), 6, 2],
    ['behind a row that failed', behind(5), 6, 5],
    ['the first of them', on(2, true), 5, 6],
    ['the last of them', on(6, true), 2, 5],
    ['the last row of the file', on(9, true), 2, 6],
  ];
  for (const [from, place, next, previous] of cases) {
    it(`are gone through from ${from}, and around the ends of the file`, () => {
      assert.equal(rows[stepAmong(rows, place, 'next')], next);
      assert.equal(rows[stepAmong(rows, place, 'previous')], previous);
    });
  }

  it('that are one alone are gone to again and again', () => {
    assert.deepEqual([stepAmong([4], on(4, true), 'next'), stepAmong([4], on(4, true), 'previous')], [0, 0]);
  });
});
