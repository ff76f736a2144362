import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { LineTable } from '../../../../src/core/file/lineTable';
import { readContactFile } from '../../../../src/core/file/readContactFile';
import type { Outcome, Verdict } from '../../../../src/core/outcome';
import { continueRun, invalidOutcomes, type Continuing } from '../../../../src/core/run/continueRun';
import { describeRows } from '../../../../src/core/run/describeRows';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { finish } from '../../../../src/core/steps';

const outcomes: { readonly [verdict in Verdict]: Outcome } = {
  updated: { verdict: 'updated' },
  rejected: { verdict: 'rejected', status: 404, error: {} },
  invalid: { verdict: 'invalid', code: 'missing-sid', message: '' },
  notSent: { verdict: 'notSent', reason: '' },
  unknown: { verdict: 'unknown', reason: 'silence' },
};

/** Lines such as "a,x": sid and tag. */
function read(...lines: string[]) {
  const text = ['sid,tag', ...lines].join('\n');
  const checked = finish(checkContacts(finish(readContactFile(text, 'csv', { emptyCells: 'keep' }))));
  return { checked, rows: finish(describeRows(checked, new LineTable(text))) };
}

function ran(file: ReturnType<typeof read>, ...verdicts: Verdict[]): RunRecord {
  const description = {
    runId: 'r',
    target: { region: 'sandbox', origin: 'http://127.0.0.1:1', accountSid: 'a' },
    file: { uri: 'file:///c.csv', name: 'c.csv', sha256: '' },
    startedAt: 0,
    rows: file.rows,
  } as const;
  return new RunRecord(
    description,
    1,
    verdicts.map((verdict, row) => [row, outcomes[verdict]] as const),
    (row) => row + 1,
  );
}

function go(now: ReturnType<typeof read>, earlier: RunRecord, continuing: Continuing = 'retry') {
  const { rows, known, attempts, changed, gone } = continueRun(now.checked, now.rows, earlier, continuing);
  return {
    rows,
    known: known.map(([row, { verdict }]) => `${row} ${verdict}`),
    attempts: now.rows.map((_, row) => attempts(row)),
    changed,
    gone,
    reasons: known.map(([, outcome]) => ('reason' in outcome ? outcome.reason : '')).join(),
  };
}

describe('continueRun', () => {
  const five = ['a,1', 'b,2', ',3', 'd,4', 'e,5'];

  it('sends what did not go through, and leaves the rest as it stands', () => {
    const file = read(...five);
    const earlier = ran(file, 'updated', 'rejected', 'invalid', 'notSent', 'unknown');
    const { reasons: _, ...done } = go(file, earlier);
    assert.deepEqual(done, {
      rows: [1, 3, 4],
      // Unknown it stays until it is answered.
      known: ['2 invalid', '0 updated', '4 unknown'],
      attempts: [1, 2, 0, 4, 5],
      changed: [],
      gone: 0,
    });
  });

  it('resumes what has no answer: a refusal was one', () => {
    const file = read(...five);
    const { rows, known } = go(file, ran(file, 'updated', 'rejected', 'invalid', 'notSent', 'unknown'), 'resume');
    assert.deepEqual(rows, [3, 4]);
    assert.deepEqual(known, ['2 invalid', '0 updated', '1 rejected', '4 unknown']);
  });

  it('finds rows again by their sid, in any case and wherever they have moved', () => {
    const earlier = ran(read('aa,1', 'bb,2', 'cc,3'), 'updated', 'rejected', 'unknown');
    const { rows, known, changed, gone, attempts } = go(read('CC,3', 'x,9', 'aa,1'), earlier);
    assert.deepEqual(rows, [0]);
    assert.deepEqual(known, ['0 unknown', '1 notSent', '2 updated']);
    assert.deepEqual([changed, gone], [[2], 1]);
    assert.deepEqual(attempts, [3, 0, 1]);
  });

  it('says which rows have changed, and sends none that was updated', () => {
    const earlier = ran(read('a,1', 'b,2', 'c,3'), 'updated', 'rejected', 'notSent');
    const { rows, known, changed, reasons } = go(read('a,9', 'b,9', 'c,3'), earlier);
    assert.deepEqual(rows, [1, 2]);
    assert.deepEqual(known, ['0 notSent']);
    assert.match(reasons, /was updated, and has been changed/);
    assert.deepEqual(changed, [3], 'the line of b');
  });

  it('leaves out what does not pass the checks any more, and what was not part of the run', () => {
    const earlier = ran(read('a,1', ',2', 'c,3'), 'rejected', 'invalid', 'notSent');
    const { rows, known, reasons, gone } = go(read('a,', 'b,2', 'c,3'), earlier);
    assert.deepEqual(rows, [2]);
    assert.deepEqual(known, ['0 invalid', '1 notSent']);
    assert.match(reasons, /not part of the last run/);
    assert.equal(gone, 0);
  });

  it('means the good row where an invalid one shared its sid', () => {
    const before = read('a,1', 'b,2');
    const twins = { ...before, rows: [...before.rows, { ...before.rows[0]!, line: 9, fingerprint: '' }] };
    const { rows, known } = go(before, ran(twins, 'updated', 'rejected', 'invalid'));
    assert.deepEqual(rows, [1]);
    assert.deepEqual(known, ['0 updated']);
  });

  it('tells of a row that was left out then and is correct now', () => {
    const { known, reasons } = go(read('a,1', 'b,1'), ran(read('a,', 'b,1'), 'invalid', 'rejected'));
    assert.deepEqual(known, ['0 notSent']);
    assert.match(reasons, /correct by now/);
  });

  it('confuses no sid with a prototype’s name', () => {
    const { rows, known } = go(read('__proto__,1', 'constructor,1'), ran(read('constructor,1'), 'rejected'));
    assert.deepEqual(rows, [1]);
    assert.deepEqual(known, ['0 notSent']);
  });

  it('gives every row that is kept out a reason', () => {
    const { checked } = read('a,1', ',2', 'c,3,4');
    assert.deepEqual(
      [...invalidOutcomes(checked)].map(([row, outcome]) => [row, outcome.verdict === 'invalid' && outcome.code]),
      [
        [1, 'missing-sid'],
        [2, 'syntax'],
      ],
    );
  });
});
