import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { NumberIndex } from '../../../../src/core/run/numberIndex';
import { maySpellSame } from '../../../../src/core/run/numberKey';

/** Numbers that are often the end of another one, in all spellings. */
const spelled = fc
  .tuple(
    fc.constantFrom('', '0', '00', '+', '+1', '+91', '91', '+91 (0) ', '0091', '+9'),
    fc.constantFrom('', '1', '9', '98', '987'),
    fc.constantFrom('87650260', '76502601', '1234567', '', '876502601876502601'),
  )
  .map((parts) => parts.join(''));

describe('NumberIndex', () => {
  it('finds a number exactly where a comparison with each other number does', () => {
    fc.assert(
      fc.property(fc.array(spelled, { maxLength: 30 }), (numbers) => {
        const index = new NumberIndex();
        for (const [row, number] of numbers.entries()) {
          const before = numbers.slice(0, row);
          const found = index.find(number);
          assert.equal(
            found !== undefined,
            before.some((other) => maySpellSame(other, number)),
            number,
          );
          if (found !== undefined) assert.ok(maySpellSame(numbers[found]!, number));
          index.add(number, row);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('knows two countries apart', () => {
    assert.equal(maySpellSame('+919876502601', '+19876502601'), false);
    assert.equal(maySpellSame('+919876502601', '0019876502601'), false);
    assert.equal(maySpellSame('09876502601', '+919876502601'), true);
    assert.equal(maySpellSame('+919876502601', '9876502601'), true);
    assert.equal(
      maySpellSame('+9876502601', '919876502601'),
      false,
      'what has its country is no end of another number',
    );
  });
});
