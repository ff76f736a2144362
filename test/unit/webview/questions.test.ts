import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { Question } from '../../../src/protocol';
import { Questions } from '../../../src/webview/questions';
import { ResultRows } from '../../../src/webview/resultRows';
import { freshViewState } from '../../../src/webview/viewState';

const rows = new ResultRows({
  lines: Uint32Array.of(2),
  resultOf: Uint16Array.of(0),
  results: [['rejected', '1000', null, 1]],
});
const reply = (text: string, bits: number) =>
  ({ type: 'rowsFound', seq: 2, id: 'run', text, found: Uint8Array.of(bits) }) as const;

describe('Questions', () => {
  it('asks again where messages changed while the reply was on its way', () => {
    const asked: Question[] = [];
    const questions = new Questions((question) => asked.push(question));
    const replies = () => questions.repliesFor('run', { ...freshViewState('run'), text: 'abc' }, rows);
    assert.equal(replies(), undefined);
    questions.messagesChanged();
    questions.take(reply('abc', 0));
    assert.equal(replies(), undefined);
    questions.take(reply('abc', 1));
    assert.deepEqual(replies()?.found, Uint8Array.of(1));
    assert.equal(asked.length, 2);
  });

  it('asks for the texts of a row once until they are there', () => {
    const asked: Question[] = [];
    const questions = new Questions((question) => asked.push(question));
    questions.readTexts('run', rows, [0]);
    questions.readTexts('run', rows, [0]);
    assert.deepEqual(asked, [{ type: 'readTexts', id: 'run', rows: [0] }]);
  });
});
