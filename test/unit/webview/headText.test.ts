import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { RunHead } from '../../../src/protocol';
import { announcement, durationText, stateText } from '../../../src/webview/headText';

const startedAt = 1_700_000_000_000;

function head(changed: Partial<RunHead> = {}): RunHead {
  return {
    kind: 'run',
    id: 'run',
    doing: 'Updating',
    regionLabel: 'Mumbai',
    accountSid: 'acme',
    file: 'contacts.csv',
    startedAt,
    state: 'running',
    totals: { updated: 7, rejected: 2, invalid: 1, notSent: 0, unknown: 0, pending: 2, total: 12 },
    requests: { sent: 0, done: 0, planned: 8 },
    notes: [],
    ...changed,
  };
}

describe('durationText', () => {
  const cases: [number, string][] = [
    [-5, '0.0 s'],
    [400, '0.4 s'],
    [9_949, '9.9 s'],
    [9_960, '10 s'],
    [59_400, '59 s'],
    [59_600, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [3_599_900, '1 h 00 min'],
    [3_720_000, '1 h 02 min'],
  ];
  for (const [ms, text] of cases) it(`${ms} ms is ${text}`, () => assert.equal(durationText(ms), text));
});

describe('stateText', () => {
  it('shows whole seconds while the run is in progress', () => {
    assert.equal(stateText(head(), startedAt + 4_700), 'Updating for 4 s');
    assert.equal(stateText(head(), startedAt + 65_000), 'Updating for 1 min 05 s');
  });

  it('shows how a run ended', () => {
    const endedAt = startedAt + 42_000;
    const later = endedAt + 99_000;
    assert.equal(stateText(head({ state: 'finished', endedAt }), later), 'Finished in 42 s');
    assert.equal(stateText(head({ state: 'stopped', endedAt }), later), 'Stopped after 42 s');
    assert.equal(stateText(head({ state: 'interrupted' }), later), 'Interrupted');
  });
});

describe('announcement', () => {
  const done = (requests: number) => head({ requests: { sent: requests, done: requests, planned: 8 } });

  it('announces the start of a run', () => {
    assert.equal(announcement(null, head()), 'Updating 12 rows.');
    assert.equal(announcement(head({ id: 'before', state: 'finished' }), head()), 'Updating 12 rows.');
  });

  it('announces every quarter, and nothing in between', () => {
    assert.deepEqual(
      [1, 2, 3, 4, 5, 6].map((requests) => announcement(done(requests - 1), done(requests))),
      ['', '25 percent.', '', '50 percent.', '', '75 percent.'],
    );
  });

  it('announces that the run waits, once', () => {
    const waiting = head({ waiting: { why: 'Exotel asked to slow down', until: startedAt } });
    assert.equal(announcement(head(), waiting), 'Waiting: Exotel asked to slow down.');
    assert.equal(announcement(waiting, waiting), '');
  });

  it('announces the end with the counts that matter', () => {
    const totals = { updated: 9, rejected: 2, invalid: 1, notSent: 0, unknown: 0, pending: 0, total: 12 };
    const finished = head({ state: 'finished', endedAt: startedAt + 42_000, totals });
    assert.equal(announcement(done(7), finished), 'Finished in 42 s. 12 rows: 9 updated, 2 rejected, 1 invalid.');
    assert.equal(announcement(finished, finished), '');
  });

  it('is silent about a finished run that is shown again', () => {
    assert.equal(announcement(null, head({ state: 'finished', endedAt: startedAt })), '');
  });
});
