import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkDamage, isDamaged, repairText } from '../../../../src/core/check/checkDamage';

describe('damage of spreadsheets', () => {
  for (const good of [
    'Asha',
    'O’Brien',
    "O'Brien",
    "'t Hooft",
    "'quoted'",
    'Zoë Łukasz 東京',
    '👩\u200d💻',
    'ശ്രീ\u200dകുമാർ',
    'क्\u200cष',
    '',
  ]) {
    it(`is not in “${good}”`, () => assert.equal(isDamaged(good), false));
  }

  for (const [text, message, repaired] of [
    ['Asha\u00a0Rao', /non-breaking/, 'Asha Rao'],
    ['\u00a0Asha\u00a0', /non-breaking/, 'Asha'],
    ['Asha\u202fRao', /non-breaking/, 'Asha Rao'],
    ['As\u200bha', /invisible/, 'Asha'],
    ['\ufeffAsha', /invisible/, 'Asha'],
    ['Asha\u200d', /invisible/, 'Asha'],
    ['\u202aAsha\u202c', /invisible/, 'Asha'],
    ["'Asha", /apostrophe/, 'Asha'],
    ["'O'Brien", /apostrophe/, "O'Brien"],
    ['“Asha”', /curly quotes/, 'Asha'],
    ['‘Asha’', /curly quotes/, 'Asha'],
    ['The “Best” Shop', /curly quotes/, 'The "Best" Shop'],
    ["'\u00a0Asha\u200b", /apostrophe.*and.*non-breaking.*and.*invisible/, 'Asha'],
    ['As\0ha\x07', /a control character\./, 'Asha'],
    ['As\x7fha', /control character/, 'Asha'],
    ['O\x92Brien', /from a wrong encoding/, 'O\x92Brien'],
  ] as const) {
    it(`is in ${JSON.stringify(text)}`, () => {
      const finding = checkDamage(text);
      assert.equal(finding?.code, 'spreadsheet-damage');
      assert.match(finding.message, message);
      assert.equal(repairText(text, false), repaired);
    });
  }

  it('is not what a wrong encoding has lost: that is an error', () => {
    for (const text of ['Zo\ufffd', "'Zo\ufffd\0"]) {
      const finding = checkDamage(text);
      assert.equal(finding?.code, 'lost-characters');
      assert.match(finding.message, /Reopen with Encoding/);
    }
  });

  it('is not in tabs and line breaks', () => assert.equal(isDamaged('12 High Street\r\n\tPune'), false));

  it('of any depth is repaired in linear time', () => {
    for (const piece of ['‘', '’', '“', "'", '\u00a0', '\u200b', '‘“', "'\u200b"]) {
      isDamaged(piece.repeat(2_000));
      isDamaged(`a${piece.repeat(20_000)}a`);
    }
  });

  it('is gone after one repair', () => {
    const pieces = fc.constantFrom('a', ' ', "'", '\u00a0', '\u200b', '\u200d', '‘', '’', '“', '”', 'ക', '\ufeff');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), fc.boolean(), (all, spaceless) => {
        const repaired = repairText(all.join(''), spaceless);
        assert.equal(isDamaged(repaired), false, JSON.stringify(repaired));
      }),
      { numRuns: 2000 },
    );
  });
});
