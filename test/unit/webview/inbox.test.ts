import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { Inbox } from '../../../src/webview/inbox';

const snapshot = (seq: number) => ({
  type: 'snapshot',
  seq,
  head: null,
  rows: [],
});
const fact = (seq: number) => ({ type: 'rowsFinished', seq, head: {}, rows: [] });

describe('Inbox', () => {
  it('takes facts that count on from a snapshot', () => {
    const inbox = new Inbox();
    for (const message of [snapshot(7), fact(8), fact(9)]) assert.equal(inbox.take(message), message);
  });

  it('asks once after a gap, and is deaf until the snapshot comes', () => {
    const inbox = new Inbox();
    inbox.take(snapshot(1));
    assert.equal(inbox.take(fact(3)), 'askAgain');
    assert.equal(inbox.take(fact(4)), 'ignore');
    const next = snapshot(5);
    assert.equal(inbox.take(next), next);
    const last = fact(6);
    assert.equal(inbox.take(last), last);
  });

  it('ignores facts before the first snapshot, and repeated ones', () => {
    const inbox = new Inbox();
    assert.equal(inbox.take(fact(1)), 'ignore');
    inbox.take(snapshot(4));
    assert.equal(inbox.take(fact(4)), 'ignore');
    assert.equal(inbox.take(fact(3)), 'ignore');
  });

  it('accepts a snapshot at any time, as the extension may have restarted', () => {
    const inbox = new Inbox();
    inbox.take(snapshot(40));
    const fresh = snapshot(1);
    assert.equal(inbox.take(fresh), fresh);
    const next = fact(2);
    assert.equal(inbox.take(next), next);
  });

  it('ignores messages that are not ours', () => {
    const inbox = new Inbox();
    for (const other of [undefined, null, 'ready', 5, {}, { type: 'snapshot' }, { type: 'other', seq: 1 }]) {
      assert.equal(inbox.take(other), 'ignore');
    }
    assert.equal(inbox.take({ type: 'snapshot', seq: '1' }), 'ignore');
  });
});
