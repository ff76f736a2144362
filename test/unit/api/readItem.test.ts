import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { plainTextWithout } from '../../../src/api/plainText';
import { readItem } from '../../../src/api/readItem';

const read = (item: unknown) => readItem(item, plainTextWithout([]));
const sid = '83ba26b7f11c4e75b4043c8b33ceba49';
const error_data = { code: 1000, description: 'Contact not found', message: 'Not Found' };

describe('readItem', () => {
  const table: [string, unknown, object][] = [
    [
      "the reference's success",
      { code: 200, error_data: null, status: 'success', data: { sid, custom_field: { key: { c: [1] } } } },
      { result: 'success', code: 200, sid },
    ],
    [
      "the reference's failure",
      { code: 404, error_data, status: 'failure' },
      { result: 'failure', code: 404, error: error_data },
    ],
    ['a failure with data: null', { code: 404, status: 'failure', data: null }, { result: 'failure', code: 404 }],
    [
      'a known number on creation',
      { code: 409, status: 'failure', data: { sid } },
      { result: 'failure', code: 409, sid },
    ],
    ['a success without a code', { status: 'success', data: { sid } }, { result: 'success', sid }],
    ['a success without a status', { code: 200, data: { sid } }, { result: 'success', code: 200, sid }],
    ['a failure without a status', { code: 404 }, { result: 'failure', code: 404 }],
    ['a code as text', { code: '404', status: 'failure' }, { result: 'failure', code: 404 }],
    ['200 and failure', { code: 200, status: 'failure' }, { result: 'unclear', code: 200 }],
    ['404 and success', { code: 404, status: 'success' }, { result: 'unclear', code: 404 }],
    ['302 and success', { code: 302, status: 'success' }, { result: 'unclear', code: 302 }],
    ['a status of its own', { code: 200, status: 'pending' }, { result: 'unclear', code: 200 }],
    [
      'a success with an error',
      { code: 200, status: 'success', error_data },
      { result: 'unclear', code: 200, error: error_data },
    ],
    [
      'a success with an empty error',
      { code: 200, status: 'success', error_data: {} },
      { result: 'success', code: 200 },
    ],
    ['a sid of another type', { code: 200, status: 'success', data: { sid: 7 } }, { result: 'success', code: 200 }],
    ['a code of another type', { code: true, status: 'success' }, { result: 'unclear' }],
    ['an object with nothing in it', {}, { result: 'unclear' }],
    ['null', null, { result: 'unclear' }],
    ['a number', 200, { result: 'unclear' }],
    ['an array', [{ code: 200 }], { result: 'unclear' }],
    [
      "a prototype's name for a sid",
      { code: 200, data: { sid: '__proto__' } },
      { result: 'success', code: 200, sid: '__proto__' },
    ],
  ];
  for (const [name, item, expected] of table) {
    it(`reads ${name}`, () => assert.deepEqual(read(item), expected));
  }
});
