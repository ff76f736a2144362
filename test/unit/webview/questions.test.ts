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
const reply = (text: string, bits: number, isPartial = false) =>
  ({ type: 'rowsFound', seq: 2, id: 'run', text, found: Uint8Array.of(bits), isPartial }) as const;

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

  it('has what a search has found so far, and asks nothing else before all is found', () => {
    const asked: Question[] = [];
    const questions = new Questions((question) => asked.push(question));
    const replies = (text: string) => questions.repliesFor('run', { ...freshViewState('run'), text }, rows)?.found;
    assert.equal(replies('abc'), undefined);
    questions.take(reply('abc', 0, true));
    assert.deepEqual(replies('abc'), Uint8Array.of(0));
    assert.equal(replies('abcd'), undefined);
    assert.equal(asked.length, 1);
    questions.take(reply('abc', 1));
    assert.deepEqual(replies('abc'), Uint8Array.of(1));
    assert.equal(replies('abcd'), undefined);
    assert.deepEqual(asked, [
      { type: 'findRows', id: 'run', text: 'abc' },
      { type: 'findRows', id: 'run', text: 'abcd' },
    ]);
  });

  it('asks for the texts of a row once until they are there', () => {
    const asked: Question[] = [];
    const questions = new Questions((question) => asked.push(question));
    questions.readTexts('run', rows, [0]);
    questions.readTexts('run', rows, [0]);
    assert.deepEqual(asked, [{ type: 'readTexts', id: 'run', rows: [0] }]);
  });
});
