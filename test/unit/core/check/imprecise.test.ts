import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { isImprecise } from '../../../../src/core/check/imprecise';

describe('isImprecise', () => {
  for (const literal of [
    ...['12345678901234567891', '9007199254740993', '0.10000000000000000555', '-12345678901234567.5'],
    ...['1e400', '-1E+400', '1e-400', '1e99999999999999999999', '100000000000000000001'],
  ]) {
    it(`says so of ${literal}`, () => assert.equal(isImprecise(literal), true));
  }

  for (const literal of [
    ...['0', '-0', '0.0', '0e400', '1.0', '1.50e+2', '1e23', '0.1', '0.30000000000000004', '9007199254740992'],
    ...['100000000000000000000000', '123456789012345', '0.000001', '1e-7', '5e-324', '1.7976931348623157e308'],
  ]) {
    it(`does not say so of ${literal}`, () => assert.equal(isImprecise(literal), false));
  }

  it('says so of nothing that JavaScript writes', () =>
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (n) => assert.ok(!isImprecise(String(n)))),
    ));

  it('takes time in proportion to the digits', () => {
    assert.equal(isImprecise(`1${'0'.repeat(500_000)}1`), true);
    assert.equal(isImprecise(`0.${'0'.repeat(500_000)}1`), true);
  });
});
