import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { rowsOfContacts } from '../../../../src/core/check/rowsOfContacts';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';

describe('the rows of contacts', () => {
  const sids = [171, 172, 173, 173, 174].map(sidOf);
  const text = `sid,tag\n${sids.map((sid) => `${sid},x\n`).join('')}${sidOf(175)},\n`;
  const checked = finish(checkContacts(finish(readContactFile(text, 'csv', { emptyCells: 'keep' }))));

  it('are in the order of the file, whatever the case of the sids', () => {
    assert.deepEqual(finish(rowsOfContacts(checked, [sidOf(174), sidOf(171).toUpperCase()])), [0, 4]);
  });

  it('are only those that can be sent', () => {
    assert.deepEqual(finish(rowsOfContacts(checked, [sidOf(173), sidOf(175), sidOf(1)])), []);
  });
});
