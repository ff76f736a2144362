import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { freshViewState, readViewState, viewOf, type ViewState } from '../../../src/webview/viewState';

const good = {
  id: 'run',
  file: 'march/contacts.csv',
  states: ['rejected', 'pending'],
  reasons: ['rejected\n1000\nContact not found'],
  text: 'abc',
  sort: { column: '=first_name', descending: true },
  row: 12,
  selected: [3, 2, 9, 1],
  scrollTop: 220.5,
  shown: { sid: false, '=tag': true },
  widths: { message: 300 },
  follows: true,
  reasonsOpen: true,
  requestsOpen: true,
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

describe('viewOf', () => {
  const before = readViewState(good)!;

  it('goes on where the same run was left', () => {
    assert.deepEqual(viewOf('run', 'march/contacts.csv', before), before);
  });

  it('keeps filters, order, columns, selection and place through a retry of the same file', () => {
    assert.deepEqual(viewOf('retry', 'march/contacts.csv', before), { ...before, id: 'retry' });
  });

  it('does not mix two runs one after the other: of another file, it keeps the columns only', () => {
    const { shown, widths, follows } = before;
    const fresh: ViewState = { ...freshViewState('other', 'april/contacts.csv'), shown, widths, follows };
    assert.deepEqual(viewOf('other', 'april/contacts.csv', before), fresh);
  });
});
