import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { finish } from '../../../../src/core/steps';
import { inDirection, orderByText } from '../../../../src/editor/results/orderByText';
import { sidOf } from '../../../sidOf';

function order(texts: readonly string[], descending = false): number[] {
  return [...inDirection(finish(orderByText(texts.length, (row) => texts[row]!)), descending)];
}

function expected(texts: readonly string[], descending = false): number[] {
  const direction = descending ? -1 : 1;
  const compare = (a: string, b: string) => (a < b ? -direction : a > b ? direction : 0);
  return texts.map((_, row) => row).sort((a, b) => compare(texts[a]!, texts[b]!));
}

describe('orderByText', function () {
  this.timeout(20_000);

  it('sorts as < compares, and keeps equal ones in their order', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 6 }),
      fc.string({ unit: 'binary', maxLength: 5 }),
      fc.array(fc.constantFrom('a', 'b', '\0', '￿', '“'), { maxLength: 5 }).map((units) => units.join('')),
      fc.constantFrom('', 'the same beginning', 'the same beginning of two'),
    );
    fc.assert(
      fc.property(fc.array(text, { maxLength: 300, size: 'max' }), fc.boolean(), (texts, descending) => {
        assert.deepEqual(order(texts, descending), expected(texts, descending));
      }),
    );
  });

  for (const [name, textOf] of [
    ['sids', (n: number) => sidOf((n * 7919) % 50_000)],
    ['one text in all rows', () => 'the same'],
    ['long beginnings in common', (n: number) => `${'x'.repeat(200)}${(n * 31) % 977}`],
  ] as const) {
    it(`pauses often: ${name}`, () => {
      const texts = Array.from({ length: 50_000 }, (_, n) => textOf(n));
      assert.deepEqual(order(texts, true), expected(texts, true));
      let pauses = 0;
      for (const steps = orderByText(texts.length, (row) => texts[row]!); !steps.next().done;) pauses++;
      assert.ok(pauses >= 4, `${pauses} pauses`);
    });
  }
});
