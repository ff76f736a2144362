import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { freshViewState, readViewState } from '../../../src/webview/viewState';

const good = {
  id: 'run',
  states: ['rejected', 'pending'],
  text: 'abc',
  sort: { column: 'message', descending: true },
  row: 12,
  scrollTop: 220.5,
};

describe('readViewState', () => {
  it('takes what was saved', () => {
    assert.deepEqual(readViewState(JSON.parse(JSON.stringify(good))), good);
    assert.deepEqual(readViewState(freshViewState('run')), freshViewState('run'));
  });

  it('leaves out what it does not know', () => {
    assert.deepEqual(readViewState({ ...good, extra: 1 }), good);
  });

  const broken: [string, unknown][] = [
    ['nothing', undefined],
    ['null', null],
    ['a text', 'state'],
    ['no run', { ...good, id: undefined }],
    ['an unknown verdict', { ...good, states: ['refused'] }],
    ['verdicts that are no list', { ...good, states: 'rejected' }],
    ['a number for the text', { ...good, text: 5 }],
    ['no sorting', { ...good, sort: null }],
    ['an unknown column', { ...good, sort: { column: 'name', descending: false } }],
    ['a direction that is no boolean', { ...good, sort: { column: 'sid', descending: 'yes' } }],
    ['a negative row', { ...good, row: -1 }],
    ['a row between rows', { ...good, row: 1.5 }],
    ['no row at all', { ...good, row: undefined }],
    ['an endless scroll', { ...good, scrollTop: Infinity }],
  ];
  for (const [name, state] of broken) {
    it(`refuses ${name}`, () => assert.equal(readViewState(state), undefined));
  }
});
