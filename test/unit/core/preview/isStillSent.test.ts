import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { isStillSent } from '../../../../src/core/preview/isStillSent';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';

describe('whether a file still sends what a preview was made of', () => {
  const text = `sid,tag,first_name\n${sidOf(1)},a,\n${sidOf(2)},b,Asha\n`;
  const read = (written: string, emptyCells: 'keep' | 'clear' = 'keep') =>
    finish(checkContacts(finish(readContactFile(written, 'csv', { emptyCells }))));
  const still = (written: string, emptyCells?: 'keep' | 'clear') =>
    finish(isStillSent(read(text), read(written, emptyCells)));

  it('does after an edit that changes nothing that is sent', () => {
    assert.equal(still(text), true);
    assert.equal(still(text.replace('Asha', '"Asha"')), true);
  });

  it('does not after an edit of a value, another row, or with another meaning of empty cells', () => {
    assert.equal(still(text.replace('Asha', 'Asho')), false);
    assert.equal(still(`${text}${sidOf(3)},c,\n`), false);
    assert.equal(still(text, 'clear'), false);
  });
});
