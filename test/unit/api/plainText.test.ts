import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { plainTextWithout } from '../../../src/api/plainText';

const key = 'sentinelKey.01+';
const token = 'sentinel"Token/02';
const toPlainText = plainTextWithout([key, token]);

describe('plainTextWithout', () => {
  const table: [string, string, string][] = [
    ['leaves plain words', 'Contact not found', 'Contact not found'],
    ['keeps other scripts, emoji and their joiners', 'संपर्क नहीं मिला क्‍ष 👩‍🚀', 'संपर्क नहीं मिला क्‍ष 👩‍🚀'],
    ['joins lines', ' one\r\n\ttwo\u2028three ', 'one two three'],
    ['drops control characters and colours', 'a\u0000b\u001b[31mred\u001b[0m\u0007', 'a bred'],
    ['drops direction overrides and invisible characters', 'pdf\u202excod\u2066\u200b\ufeff', 'pdfxcod'],
    ['drops tags', '<b>Not</b> <img src=x onerror=alert(1)>found', 'Not found'],
    ['drops what nested tags leave', '<<b>script>alert(1)', '< script>alert(1)'],
    ['keeps a comparison', '1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
    ['drops lone surrogates', 'a\ud800b', 'ab'],
    ['masks a key', `key ${key}!`, 'key •••!'],
    ['masks a token in any case', `token ${token.toUpperCase()}`, 'token •••'],
    ['masks a token as JSON writes it', JSON.stringify({ token }), '{"token":"•••"}'],
    ['masks a token as a URL writes it', `?t=${encodeURIComponent(token)}`, '?t=•••'],
    ['masks a token hidden by an invisible character', `sentinel"To\u200bken/02`, '•••'],
    ['leaves words about authentication', 'Basic authentication failed', 'Basic authentication failed'],
    ['masks any Authorization header', 'Authorization: Basic YWxhZGRpbjpvcGVu', 'Authorization: Basic •••'],
  ];
  for (const [name, text, expected] of table) {
    it(name, () => assert.equal(toPlainText(text), expected));
  }

  it('cuts at 300 characters, never through an emoji', () => {
    const plain = toPlainText('🙂'.repeat(1_000));
    assert.ok(plain.length <= 300 && plain.length > 290);
    assert.equal(plain.replaceAll('🙂', ''), '…');
  });

  it('never shows the first half of a secret at the end of what it reads', () => {
    for (let lead = 1_900; lead < 2_100; lead++) {
      // Tags fill the reading and vanish, so its end comes into view.
      const text = '<b>'.repeat(Math.floor(lead / 3)) + 'x'.repeat(lead % 3) + token.repeat(3);
      assert.doesNotMatch(toPlainText(text), /sentinel|oken/i);
    }
  });

  it('reads a hostile text of a million characters as fast as a short one', () => {
    for (const text of ['<'.repeat(1e6), '<b '.repeat(3e5), '\u001b[0'.repeat(3e5), ' '.repeat(1e6)]) toPlainText(text);
  });

  it('does not take two letters for a secret', () => {
    assert.equal(plainTextWithout(['', 'ab'])('abc'), 'abc');
  });
});
