import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkNumber, plainNumber } from '../../../../src/core/check/checkNumber';
import { checkTexts } from '../../../../src/core/check/checkTexts';

const nbsp = '\u00a0';

describe('a number', () => {
  for (const good of [
    '+919876543210',
    '+14155550123',
    '+6591234567',
    '+9715012345678',
    '08041234567',
    '022412345',
    '+390612345678',
    '',
  ]) {
    it(`may be “${good}”`, () => assert.equal(checkNumber(good), undefined));
  }

  for (const [number, message, plain] of [
    ['+91 98765 43210', /spaces, dashes or brackets/, '+919876543210'],
    ['+91-98765-43210', /spaces, dashes or brackets/, '+919876543210'],
    ['(080) 4123-4567', /spaces, dashes or brackets/, '08041234567'],
    ['+44 (0)20 7946 0018', /spaces, dashes or brackets/, '+442079460018'],
    ['+91\u201398765\u201343210', /spaces, dashes or brackets/, '+919876543210'],
    ['00919876543210', /spaces, dashes or brackets/, '+919876543210'],
    ['919876543210', /\+ before the country code is missing/, '919876543210'],
    ['919876543210.0', /\+ before the country code is missing/, '919876543210'],
    ['9.1987654321012E+13', /\+ before the country code is missing/, '91987654321012'],
    ['9876543210', /local number/, '9876543210'],
    ['98765 43210', /local number/, '9876543210'],
    [`98765${nbsp}43210`, /local number/, '9876543210'],
    ["'9876543210", /local number/, '9876543210'],
    ['+09876543210', /does not start with 0/, '+09876543210'],
    ['+91 09876543210', /0 after the country code/, '+9109876543210'],
    ['+91 (0) 98765 43210', /spaces, dashes or brackets/, '+919876543210'],
    ['+91-(0)98765-43210', /spaces, dashes or brackets/, '+919876543210'],
    ['+4402079460018', /0 after the country code/, '+4402079460018'],
    ['12345', /at least 7 digits, but this one has 5/, '12345'],
    ['+1234567890123456', /at most 15 digits, but this one has 16/, '+1234567890123456'],
    ['ask Asha', /other characters/, undefined],
    ['+919876543210 ext 4', /other characters/, undefined],
    ['9876543210, 9876543211', /more than one number/, undefined],
    ['9876543210 / 9876543211', /more than one number/, undefined],
    ['   ', /only spaces/, undefined],
  ] as const) {
    it(`is better not “${number}”`, () => {
      const finding = checkNumber(number);
      assert.equal(finding?.code, 'bad-number');
      assert.equal(finding.severity, undefined);
      assert.match(finding.message, message);
      assert.equal(plainNumber(number), plain);
    });
  }

  for (const lost of ['9.19877E+11', '9,19877E+11', '9.19877e11', '9E+11', `9.19877E+11${nbsp}`, "'9.19877E+11"]) {
    it(`has lost digits in “${lost}”, for good`, () => {
      const finding = checkNumber(lost);
      assert.equal(finding?.severity, 'error');
      assert.match(finding.message, /digits are lost/);
      assert.equal(plainNumber(lost), undefined);
    });
  }

  it('that is damaged and sound below has one problem: the damage', () => {
    for (const number of [`+91${nbsp}9876543210`, "'+919876543210", '\u200b+919876543210', '“+919876543210”']) {
      assert.deepEqual(
        checkTexts({ number }).map(({ code }) => code),
        ['spreadsheet-damage'],
        number,
      );
    }
  });

  it('that is damaged and bad below has one problem: the number', () => {
    assert.deepEqual(
      checkTexts({ number: `98765${nbsp}43210` }).map(({ code }) => code),
      ['bad-number'],
    );
  });

  it('is never in a message', () =>
    fc.assert(
      fc.property(fc.string({ minLength: 3, unit: fc.constantFrom(...'0123456789+- (E') }), (number) => {
        const message = checkNumber(number)?.message ?? '';
        const digits = number.replace(/\D/g, '');
        assert.ok(digits.length < 5 || !message.includes(digits));
      }),
    ));

  it('of any shape is judged in linear time', () => {
    for (const piece of ['1', '+', ' ', '-', '1E', '(0)', '1,', "'"]) checkNumber(piece.repeat(50_000));
  });
});
