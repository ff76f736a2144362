import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { LineTable } from '../../../../src/core/text/lineTable';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import type { Outcome, Verdict } from '../../../../src/core/outcome';
import { continueRun, openRows, type Continuing } from '../../../../src/core/run/continueRun';
import { describeRows } from '../../../../src/core/run/describeRows';
import { RunRecord } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';
import { leftOutOutcomes } from '../../../../src/core/selection/selectedRows';
import { finish } from '../../../../src/core/steps';

const outcomes: { readonly [verdict in Verdict]: Outcome } = {
  updated: { verdict: 'updated' },
  created: { verdict: 'created' },
  existing: { verdict: 'existing' },
  deleted: { verdict: 'deleted' },
  added: { verdict: 'added' },
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
    operation: { kind: 'update' },
    target: { region: 'sandbox', origin: 'http://127.0.0.1:1', accountSid: 'a' },
    file: { uri: 'file:///c.csv', name: 'c.csv', sha256: '' },
    startedAt: 0,
    rows: file.rows,
  } as const;
  file.rows.markSent([...file.rows.keys()].filter((row) => file.rows.fingerprint(row) !== ''));
  return new RunRecord(
    description,
    1,
    verdicts.map((verdict, row) => [row, outcomes[verdict]] as const),
    (row) => row + 1,
  );
}

function go(now: ReturnType<typeof read>, earlier: RunRecord, continuing: Continuing = 'retry') {
  const { rows, reasons, kept, unchosen, rest, known, attempts, changed, gone } = finish(
    continueRun(now.checked, now.rows, earlier, continuing),
  );
  const sum = (counts: Iterable<number>) => [...counts].reduce((all, count) => all + count, 0);
  assert.equal(sum(reasons.values()), rows.length);
  const invalid = known.filter(([, { verdict }]) => verdict === 'invalid').length;
  assert.equal(
    rows.length + sum(kept.values()) + invalid + unchosen + rest,
    now.rows.length,
    'the question adds up to the file',
  );
  const settled = known.filter(([row]) => !rows.includes(row));
  assert.equal(settled.length + rows.length, now.rows.length, 'each row is sent or has an outcome');
  return {
    rows,
    reasons: [...reasons].map(([reason, count]) => `${count} ${reason}`).join(', '),
    kept: Object.fromEntries(kept),
    known: known.map(([row, { verdict }]) => `${row} ${verdict}`),
    attempts: Array.from(now.rows.keys(), (row) => attempts(row)),
    changed,
    gone,
  };
}

describe('continueRun', () => {
  const five = ['a,1', 'b,2', ',3', 'd,4', 'e,5'];
  const allVerdicts = ['updated', 'rejected', 'invalid', 'notSent', 'unknown'] as const;

  it('retries what did not go through, and keeps what is updated', () => {
    const file = read(...five);
    assert.deepEqual(go(file, ran(file, ...allVerdicts)), {
      rows: [1, 3, 4],
      reasons: '1 rejected, 1 notSent, 1 unknown',
      kept: { updated: 1 },
      // Unknown it is until it is answered.
      known: ['0 updated', '2 invalid', '4 unknown'],
      attempts: [1, 2, 0, 4, 5],
      changed: [],
      gone: 0,
    });
  });

  it('retries only the rows that were chosen; the others keep what is known of them', () => {
    const file = read(...five);
    const earlier = ran(file, ...allVerdicts);
    const { rows, unchosen, unchosenOpen, known } = finish(
      continueRun(file.checked, file.rows, earlier, 'retry', new Set([0, 1, 2])),
    );
    assert.deepEqual(rows, [1]);
    assert.deepEqual([unchosen, unchosenOpen], [2, 2]);
    assert.deepEqual(
      known.map(([row, { verdict }]) => `${row} ${verdict}`),
      ['0 updated', '2 invalid', '3 notSent', '4 unknown'],
    );
  });

  it('says that a row was not sent that was changed since and not chosen, but not where it may have been updated', () => {
    const earlier = ran(read('a,1', 'b,1', 'c,1', 'd,1'), 'updated', 'rejected', 'unknown', 'rejected');
    const now = read('a,2', 'b,2', 'c,2', 'd,2');
    const { known } = finish(continueRun(now.checked, now.rows, earlier, 'retry', new Set([3])));
    assert.deepEqual(
      known.map(([row, { verdict }]) => `${row} ${verdict}`),
      ['0 notSent', '1 notSent', '2 unknown'],
    );
  });

  it('names the run that a verdict is kept from, also after a second retry', () => {
    const file = read(...five);
    const first = ran(file, ...allVerdicts);
    const keptBy = (earlier: RunRecord, chosen?: ReadonlySet<number>) => {
      const { known } = finish(continueRun(file.checked, file.rows, earlier, 'retry', chosen));
      return known.filter(([, { keptFrom }]) => keptFrom);
    };
    const keptFrom = { runId: 'r', startedAt: 0 };
    assert.deepEqual(keptBy(first), [
      [0, { ...outcomes.updated, keptFrom }],
      [4, { ...outcomes.unknown, keptFrom }],
    ]);
    assert.deepEqual(
      keptBy(first, new Set([1])).map(([row, { verdict }]) => `${row} ${verdict}`),
      ['0 updated', '3 notSent', '4 unknown'],
    );
    const description = { ...first.description, runId: 'second', startedAt: 7 };
    const second = new RunRecord(description, 1, keptBy(first));
    second.settle([1, 3, 4], () => outcomes.updated);
    assert.equal(second.outcome(4)?.keptFrom, undefined, 'a verdict of its own');
    assert.deepEqual(
      keptBy(second).map(([row, outcome]) => [row, outcome.keptFrom?.runId]),
      [
        [0, 'r'],
        [1, 'second'],
        [3, 'second'],
        [4, 'second'],
      ],
    );
  });

  it('resumes what has no answer: a refusal was one', () => {
    const file = read(...five);
    const { rows, kept, known } = go(file, ran(file, ...allVerdicts), 'resume');
    assert.deepEqual(rows, [3, 4]);
    assert.deepEqual(kept, { updated: 1, rejected: 1 });
    assert.deepEqual(known, ['0 updated', '1 rejected', '2 invalid', '4 unknown']);
  });

  /** One row of the file: its verdict in the earlier run, what it says then and now, and whether each sends it, and why. */
  const table: [Verdict | 'absent', then: string, now: string, retry: string, resume: string, resumeAll: string][] = [
    ['updated', 'a,1', 'a,1', '', '', ''],
    ['updated', 'a,1', 'a,2', 'edited', '', 'edited'],
    ['rejected', 'a,1', 'a,1', 'rejected', '', ''],
    ['rejected', 'a,1', 'a,2', 'rejected', '', 'rejected'],
    ['notSent', 'a,1', 'a,1', 'notSent', 'notSent', 'notSent'],
    ['notSent', 'a,1', 'a,2', 'notSent', 'notSent', 'notSent'],
    ['unknown', 'a,1', 'a,1', 'unknown', 'unknown', 'unknown'],
    ['unknown', 'a,1', 'a,2', 'unknown', 'unknown', 'unknown'],
    ['invalid', 'a,', 'a,1', 'corrected', '', 'corrected'],
    ['invalid', 'a,', 'a,', '', '', ''],
    ['updated', 'a,1', 'a,', '', '', ''],
    ['absent', 'z,1', 'a,1', 'added', '', 'added'],
  ];
  for (const [verdict, then, now, ...reasonOf] of table) {
    const said = (['retry', 'resume', 'resumeAll'] as const).map(
      (continuing, at) => [continuing, reasonOf[at]!] as const,
    );
    it(`${verdict}, ${then} then and ${now} now: ${said.map(([continuing, reason]) => `${continuing} ${reason || 'sends nothing'}`).join(', ')}`, () => {
      const earlier = ran(read(then, 'b,1'), verdict === 'absent' ? 'updated' : verdict, 'updated');
      const file = read(now, 'b,1');
      for (const [continuing, reason] of said) {
        const { rows, reasons } = go(file, earlier, continuing);
        assert.deepEqual(rows, reason ? [0] : []);
        assert.equal(reasons, reason ? `1 ${reason}` : '');
      }
    });
  }

  it('counts what resuming leaves to a retry, and keeps what may have been done', () => {
    const earlier = ran(read('a,1', 'b,1', 'c,1', 'd,1'), 'updated', 'notSent', 'rejected', 'updated');
    const now = read('a,2', 'b,1', 'c,2', 'd,1', 'new,1');
    const { rows, rest, known } = finish(continueRun(now.checked, now.rows, earlier, 'resume'));
    assert.deepEqual([rows, rest], [[1], 3]);
    assert.deepEqual(
      known.map(([row, { verdict }]) => `${row} ${verdict}`),
      ['0 notSent', '2 notSent', '3 updated', '4 notSent'],
    );
    assert.equal(openRows(earlier), 1);
  });

  it('never resumes a row that the run was not to send', () => {
    const file = read('a,1', 'b,1', 'c,1');
    const earlier = ran(read('a,1', 'b,1', 'c,1'), 'notSent', 'notSent', 'unknown');
    const rows = RunRowTable.of(earlier.description.rows);
    rows.markSent([1]);
    earlier.description = { ...earlier.description, rows };
    assert.equal(openRows(earlier), 1);
    for (const continuing of ['resume', 'resumeAll'] as const) {
      const { rows, known } = go(file, earlier, continuing);
      assert.deepEqual([rows, known], [[1], ['0 notSent', '2 unknown']], continuing);
    }
    assert.deepEqual(go(file, earlier).rows, [0, 1, 2], 'a retry takes all that did not go through');
  });

  it('counts 3 rejected rows beside 1 that was corrected, of 2,998', () => {
    const lines = Array.from({ length: 2998 }, (_, n) => `s${n},${n === 191 ? '' : 'x'}`);
    const verdicts = lines.map((_, n): Verdict => (n === 191 ? 'invalid' : n < 3 ? 'rejected' : 'updated'));
    const corrected = lines.map((line, n) => (n === 191 ? 's191,x' : line));
    const { reasons, kept, rows } = go(read(...corrected), ran(read(...lines), ...verdicts));
    assert.equal(reasons, '3 rejected, 1 corrected');
    assert.deepEqual(kept, { updated: 2994 });
    assert.deepEqual(rows, [0, 1, 2, 191]);
  });

  it('finds rows again by their sid, in any case and wherever they have moved', () => {
    const earlier = ran(read('aa,1', 'bb,2', 'cc,3'), 'updated', 'rejected', 'unknown');
    const { rows, reasons, known, changed, gone, attempts } = go(read('CC,3', 'x,9', 'aa,1'), earlier);
    assert.deepEqual(rows, [0, 1]);
    assert.equal(reasons, '1 unknown, 1 added');
    assert.deepEqual(known, ['0 unknown', '2 updated']);
    assert.deepEqual([changed, gone], [[2], 1]);
    assert.deepEqual(attempts, [3, 0, 1]);
  });

  it('says which rows have changed', () => {
    const earlier = ran(read('a,1', 'b,2', 'c,3', 'd,'), 'updated', 'rejected', 'notSent', 'invalid');
    const { changed } = go(read('new,1', 'a,9', 'b,9', 'c,3', 'd,4'), earlier);
    assert.deepEqual(changed, [3, 4, 6], 'the lines of a, b and d');
  });

  it('leaves out what no longer passes the checks', () => {
    const earlier = ran(read('a,1', ',2', 'c,3'), 'rejected', 'invalid', 'notSent');
    const { rows, known, gone } = go(read('a,', 'c,3'), earlier);
    assert.deepEqual(rows, [1]);
    assert.deepEqual(known, ['0 invalid']);
    assert.equal(gone, 0);
  });

  it('means the good row where an invalid one shared its sid', () => {
    const before = read('a,1', 'b,2');
    const twins = {
      ...before,
      rows: RunRowTable.of([...before.rows, { line: 9, sid: before.rows.sid(0), fingerprint: '' }]),
    };
    const { rows, known } = go(before, ran(twins, 'updated', 'rejected', 'invalid'));
    assert.deepEqual(rows, [1]);
    assert.deepEqual(known, ['0 updated']);
  });

  it('confuses no sid with a prototype’s name', () => {
    const { reasons } = go(read('__proto__,1', 'constructor,1'), ran(read('constructor,1'), 'rejected'));
    assert.equal(reasons, '1 added, 1 rejected');
  });

  it('gives every row that is kept out a reason', () => {
    const { checked } = read('a,1', ',2', 'c,3,4');
    assert.deepEqual(
      [...leftOutOutcomes(checked)].map(([row, outcome]) => [row, outcome.verdict === 'invalid' && outcome.code]),
      [
        [1, 'missing-sid'],
        [2, 'syntax'],
      ],
    );
  });
});
