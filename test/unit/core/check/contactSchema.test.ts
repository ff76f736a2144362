import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { contactSchema, isReadAsItIs } from '../../../../src/core/check/contactSchema';
import { contactFields } from '../../../../src/core/contact';

const names = fc.constantFrom(...contactFields, 'custom', 'uri', 'fax', '__proto__', 'constructor');
const values = fc.oneof(fc.string(), fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue());
/** Made by JSON.parse, as rows are. */
const rows = fc
  .array(fc.tuple(names, values), { maxLength: 9 })
  .map((entries) => `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`).join(',')}}`)
  .map((json) => JSON.parse(json) as Record<string, unknown>);
const plainRows = fc
  .tuple(fc.shuffledSubarray([...contactFields]), fc.array(fc.string(), { minLength: contactFields.length }))
  .map(([fields, texts]) =>
    Object.fromEntries(fields.map((field, index) => [field, field === 'custom_field' ? { texts } : texts[index]])),
  );

describe('isReadAsItIs', function () {
  this.timeout(60_000);

  it('says so only of what the schema returns as it is, in any order', () => {
    fc.assert(
      fc.property(fc.oneof(rows, plainRows), (row) => {
        if (!isReadAsItIs(row)) return;
        const { success, data } = contactSchema.safeParse(row);
        assert.ok(success);
        assert.deepEqual(data, row);
      }),
      { numRuns: 2000 },
    );
  });

  it('knows every plain contact', () => fc.assert(fc.property(plainRows, (row) => assert.ok(isReadAsItIs(row)))));

  it('leaves an object that nests too deep to the schema', () => {
    const deep = JSON.parse(`{"a":`.repeat(101) + '1' + '}'.repeat(101)) as unknown;
    assert.equal(isReadAsItIs({ sid: 'x', custom_field: deep }), false);
  });
});
