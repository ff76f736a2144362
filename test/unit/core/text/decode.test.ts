import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { decodeBytes, FileDecoder } from '../../../../src/core/text/decode';

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

/** Decodes bytes that come in parts, in a buffer that is written over each time. */
function decodeInParts(bytes: Uint8Array, ends: readonly number[]) {
  const decoder = new FileDecoder();
  const sorted = [...ends, bytes.length].sort((a, b) => a - b);
  const buffer = new Uint8Array(bytes.length);
  let start = 0;
  for (const end of sorted) {
    buffer.set(bytes.subarray(start, end));
    decoder.push(buffer.subarray(0, end - start));
    buffer.fill(0xff);
    start = end;
  }
  const decoded = decoder.end();
  return { ...decoded, text: decoded.text.toString() };
}

describe('FileDecoder', () => {
  const letters = fc.array(fc.constantFrom('a', '"', ',', '\r', '\n', '\r\n', 'é', 'अ', '\ufeff', '🙂'), {
    maxLength: 40,
  });
  const good = letters.chain((pieces) => {
    const written = pieces.join('');
    return fc.constantFrom<Uint8Array>(
      ...[Buffer.from(written), Buffer.from(`\ufeff${written}`)],
      ...[utf16(`\ufeff${written}`), utf16(`\ufeff${written}`, true), utf16(`sid,${written}`)],
    );
  });
  /** A text with some bytes that may be wrong; and, where it is long enough to be cut, behind a long beginning. */
  const bytes = fc
    .tuple(good, fc.uint8Array({ maxLength: 3 }), fc.nat(80), fc.constantFrom(0, 0, 0, 4_080))
    .map(([good, wrong, at, head]) =>
      Uint8Array.from([
        ...good.subarray(0, 4),
        ...new Uint8Array(head).fill(0x61),
        ...good.subarray(4, at),
        ...wrong,
        ...good.subarray(at),
      ]),
    );

  it('makes the same of bytes however they are cut, faults and their places too', () =>
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(4_200), { maxLength: 5 }), fc.boolean(), (bytes, ends, oneByOne) => {
        const cuts = oneByOne ? [...bytes.keys()].slice(-60) : ends.filter((end) => end < bytes.length);
        assert.deepEqual(decodeInParts(bytes, cuts), decodeBytes(bytes));
      }),
      { numRuns: 1_000 },
    ));

  it('finds a fault where the whole has one, and only there', () =>
    fc.assert(
      fc.property(bytes, fc.array(fc.nat(4_200), { maxLength: 5 }), (bytes, ends) => {
        const { text, encoding, problem } = decodeInParts(
          bytes,
          ends.filter((end) => end < bytes.length),
        );
        const label = encoding.startsWith('utf16') ? `utf-16${encoding.slice(5)}` : 'utf-8';
        const whole = () => new TextDecoder(label, { fatal: true }).decode(bytes);
        if (problem) assert.throws(whole);
        else assert.equal(text, whole());
      }),
      { numRuns: 1_000 },
    ));

  it('never has the text and its bytes whole: each part becomes a piece, and nothing of it is kept', () => {
    const decoder = new FileDecoder();
    for (let part = 0; part < 64; part++) decoder.push(Buffer.alloc(65_536, `${part % 10},`));
    const { rest, pieces } = decoder as unknown as { rest: Uint8Array; pieces: readonly string[] };
    assert.equal(rest.buffer.byteLength, 0);
    assert.equal(pieces.length, 64);
    assert.equal(decoder.end().text.length, 64 * 65_536);
  });

  it('counts the lines before a fault over all parts', () => {
    const { problem } = decodeInParts(Buffer.concat([Buffer.from('a\r\nb\rc\n'.repeat(2_000)), Buffer.from([0xfc])]), [
      ...[2, 5_000, 8_002],
    ]);
    assert.deepEqual([problem?.line, problem?.offset], [6_000, 14_000]);
    assert.match(problem!.message, /byte 0xFC at line 6001, byte 14000 of the file/);
  });
});
