import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fieldNamedBy } from '../../../../src/core/run/fieldNamedBy';

describe('fieldNamedBy', () => {
  const table: [number | undefined, string, string | undefined][] = [
    [1001, 'Number is mandatory', 'number'],
    [1002, 'Email is not valid', 'email'],
    [1002, 'First name is too long', 'first_name'],
    [1002, 'last_name is too long', 'last_name'],
    [1002, 'custom_field is not valid', 'custom_field'],
    [1001, 'Sid is mandatory', 'sid'],
    [1002, 'Number or email is not valid', undefined],
    [1002, 'Something is not valid', undefined],
    [1002, 'Numbers are not valid', undefined],
    [1000, 'Contact with this number not found', undefined],
    [1008, 'Contact with this number exists', undefined],
    [undefined, 'Number is mandatory', undefined],
  ];
  for (const [code, description, field] of table) {
    it(`${code} “${description}” is about ${field ?? 'the row'}`, () => {
      assert.equal(
        fieldNamedBy({ ...(code !== undefined && { code }), message: 'Invalid parameter', description }),
        field,
      );
    });
  }
});
