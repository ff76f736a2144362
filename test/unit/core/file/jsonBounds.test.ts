import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { JsonBounds } from '../../../../src/core/file/jsonBounds';

const hasLongNumber = (text: string) => {
  const bounds = new JsonBounds(text);
  assert.equal(bounds.find(0), text.length);
  return bounds.hasLongNumber;
};

describe('JsonBounds', () => {
  it('sees numbers that a double may not keep, wherever the text is cut into stretches', () => {
    for (let before = 16_350; before < 16_390; before++) {
      const text = (number: string) => `{"a":"${'x'.repeat(before - 8)}","b":${number} ,"c":[1]}`;
      for (const number of ['1234567890123456', '-1.00000000000000001', '1e400', '1E-9']) {
        assert.equal(hasLongNumber(text(number)), true, `${number} at ${before}`);
      }
      for (const number of ['123456789012345', '-0.5', '"1e400"', '"1234567890123456"']) {
        assert.equal(hasLongNumber(text(number)), false, `${number} at ${before}`);
      }
    }
  });

  it('counts the names at all levels', () => {
    const bounds = new JsonBounds('{"a":{"b":[{"c":1},{"d:":":"}]},"e":2}');
    bounds.find(0);
    assert.equal(bounds.names, 5);
  });
});
