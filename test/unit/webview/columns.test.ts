import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { cellTexts, columnIds, rowAsTsv } from '../../../src/webview/columns';

describe('columns', () => {
  it('gives a text for every column', () => {
    const texts = cellTexts([7, 'abc', 'notSent', '', 'The run was stopped', 0]);
    assert.deepEqual(texts, ['7', 'abc', 'Not sent', '', 'The run was stopped', '0']);
    assert.equal(texts.length, columnIds.length);
  });

  it('copies a row as line, sid, verdict, code and message', () => {
    assert.equal(
      rowAsTsv([4, 'abc', 'rejected', '1000', 'Contact not found', 2]),
      '4\tabc\tRejected\t1000\tContact not found',
    );
  });

  it('keeps a row with tabs and line breaks on one line of five cells', () => {
    const copied = rowAsTsv([4, 'a\tb', null, '', 'one\r\ntwo\tthree', 0]);
    assert.equal(copied, '4\ta b\tPending\t\tone two three');
  });
});
