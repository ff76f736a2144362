import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { decodeBytes } from '../../../../src/core/file/decode';

const utf16 = (text: string, bigEndian = false) => {
  const bytes = Buffer.from(text, 'utf16le');
  return bigEndian ? bytes.swap16() : bytes;
};
const text = 'sid,first_name\r\na0,आशा 🙂\r\n';

describe('decodeBytes', () => {
  const good: readonly [name: string, bytes: Uint8Array, encoding: string][] = [
    ['UTF-8', Buffer.from(text), 'utf8'],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'utf8bom'],
    ['UTF-16 LE with a mark', utf16(`\ufeff${text}`), 'utf16le'],
    ['UTF-16 BE with a mark', utf16(`\ufeff${text}`, true), 'utf16be'],
    ['UTF-16 LE without one', utf16(text), 'utf16le'],
    ['UTF-16 BE without one', utf16(text, true), 'utf16be'],
  ];
  for (const [name, bytes, encoding] of good) {
    it(`reads ${name}`, () => assert.deepEqual(decodeBytes(bytes), { text, encoding }));
  }

  it('reads a part of a larger buffer', () => {
    const whole = Buffer.concat([Buffer.from('x'), utf16(text, true)]);
    assert.equal(decodeBytes(whole.subarray(1)).text, text);
  });

  it('reads nothing as an empty text', () =>
    assert.deepEqual(decodeBytes(new Uint8Array()), { text: '', encoding: 'utf8' }));

  const bad: readonly [name: string, bytes: number[], offset: number, line: number][] = [
    ['a Latin-1 letter', [0x61, 0x0a, 0xfc, 0x62], 2, 1],
    ['a letter cut off', [0x61, 0xe0, 0xa4], 1, 0],
    ['an overlong slash', [0xc0, 0xaf], 0, 0],
    ['an overlong sequence of three', [0x61, 0xe0, 0x80, 0x80], 1, 0],
    ['a surrogate', [0x0d, 0x0a, 0xed, 0xa0, 0x80], 2, 1],
    ['a number above Unicode', [0x0d, 0x0d, 0xf4, 0x90, 0x80, 0x80], 2, 2],
    ['a stray continuation behind good letters', [0xc3, 0xa9, 0xf0, 0x9f, 0x99, 0x82, 0x80], 6, 0],
    ['a fault behind a mark', [0xef, 0xbb, 0xbf, 0x61, 0xff], 4, 0],
    ['an odd byte in UTF-16', [0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00, 0x62], 6, 1],
    ['half a surrogate in UTF-16 BE', [0xfe, 0xff, 0x00, 0x61, 0xd8, 0x3d, 0x00, 0x62], 4, 0],
    ['a second half first in UTF-16 LE', [0xff, 0xfe, 0x00, 0xdc], 2, 0],
    ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14], 0, 0],
  ];
  for (const [name, bytes, offset, line] of bad) {
    it(`names the place of ${name}`, () => {
      const { text: read, problem } = decodeBytes(Uint8Array.from(bytes));
      assert.deepEqual({ read, offset: problem?.offset, line: problem?.line }, { read: '', offset, line });
    });
  }
});
