import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contactLine, escapeInJson, unseen } from '../../../../src/core/code/contactLine';

describe('a contact on one line', () => {
  it('has every value as it is written, and no line break between them', () => {
    const json = '{\r\n  "tag": "a\\nb  \\u000a",\n\n\t"custom_field": {"n": 12345678901234567891,\r"m": 1e400 }\n}';
    assert.equal(
      contactLine(json),
      '{ "tag": "a\\nb  \\u000a", "custom_field": {"n": 12345678901234567891, "m": 1e400 } }',
    );
  });

  it('says half a surrogate pair with an escape, since UTF-8 has no bytes for it', () => {
    assert.equal(contactLine('{"tag":"\ud83d 🙂 \ude00"}'), '{"tag":"\\ud83d 🙂 \\ude00"}');
  });

  it('takes time linear in its length', () => {
    const spaces = ' '.repeat(200_000);
    assert.equal(contactLine(`{${spaces}"tag":1}`), `{${spaces}"tag":1}`);
  });

  it('has escapes in place of characters that cannot be seen or reorder the line', () => {
    const value = 'a\u007f\u0085\u2028\u202e\u2066\ufeff नमस्ते';
    const escaped = escapeInJson(JSON.stringify(value), unseen);
    assert.equal(escaped, '"a\\u007f\\u0085\\u2028\\u202e\\u2066\\ufeff नमस्ते"');
    assert.equal(JSON.parse(escaped), value);
  });
});
