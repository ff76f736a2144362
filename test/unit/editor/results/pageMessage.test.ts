import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readPageMessage } from '../../../../src/editor/results/pageMessage';

describe('readPageMessage', () => {
  for (const message of [
    { type: 'ready' },
    { type: 'stop', id: 'run' },
    { type: 'show', id: 'run' },
    { type: 'goOn', id: 'run' },
    { type: 'checkAgain', id: 'check' },
    { type: 'reveal', id: 'run', row: 0, focus: true },
    { type: 'readTexts', id: 'run', rows: [0, 499_999] },
    { type: 'findRows', id: 'run', text: '(' },
    { type: 'sortRows', id: 'run', column: 'sid', descending: true },
  ]) {
    it(`takes ${JSON.stringify(message)}`, () => assert.deepEqual(readPageMessage(message), message));
  }

  it('leaves out what the page does not send', () => {
    assert.deepEqual(readPageMessage({ type: 'stop', id: 'run', command: 'x' }), { type: 'stop', id: 'run' });
  });

  const others = [
    undefined,
    null,
    'ready',
    {},
    { type: 'run' },
    { type: 'stop' },
    { type: 'show', id: 1 },
    { type: 'goOn' },
    { type: 'goOn', id: '' },
    { type: 'checkAgain' },
    { type: 'reveal', row: 0, focus: true },
    { type: 'reveal', id: 'run' },
    { type: 'reveal', id: 'run', row: '1', focus: true },
  ];
  for (const other of [
    ...others,
    { type: 'reveal', id: 'run', row: -1, focus: true },
    { type: 'reveal', id: 'run', row: 0.5, focus: true },
    { type: 'reveal', id: 'run', row: 1 },
    { type: 'readTexts', id: 'run', rows: [-1] },
    { type: 'readTexts', id: 'run', rows: 'all' },
    { type: 'findRows', id: 'run' },
    { type: 'sortRows', id: 'run', column: 'constructor', descending: false },
    { type: ['ready'] },
  ]) {
    it(`refuses ${JSON.stringify(other)}`, () => assert.equal(readPageMessage(other), undefined));
  }
});
