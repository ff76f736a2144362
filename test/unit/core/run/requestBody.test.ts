import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { requestBody } from '../../../../src/core/run/requestBody';

describe('requestBody', () => {
  it('holds the contacts as they are written', () => {
    const contacts = ['{"sid":"a","first_name":"🙂 „é“ संपर्क"}', '{ "sid": "b", "custom_field": {"n": 1.0e3} }'];
    assert.equal(requestBody(contacts).toString(), `{"contacts":[${contacts.join()}]}`);
  });

  it('escapes half of a surrogate pair, for which UTF-8 has no bytes', () => {
    assert.equal(requestBody(['{"tag":"\ud83d 🙂"}']).toString(), '{"contacts":[{"tag":"\\ud83d 🙂"}]}');
  });
});
