import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { fingerprint } from '../../../../src/core/run/fingerprint';
import { identityOf } from '../../../../src/core/run/identity';

const key = new Uint8Array(32).fill(1);

describe('identityOf', () => {
  it('is that of the number, however it is spelled', () => {
    const identity = identityOf('+919845012345', key);
    assert.match(identity, /^[0-9a-f]{32}$/);
    for (const other of ['+91 98450 12345', '0091-98450-12345', '+91 (0) 9845012345'])
      assert.equal(identityOf(other, key), identity);
    assert.notEqual(identityOf('+919845012346', key), identity);
    assert.equal(identityOf('none', key), '');
  });

  it('cannot be made without the key', () => {
    assert.notEqual(identityOf('+919845012345', new Uint8Array(32).fill(2)), identityOf('+919845012345', key));
  });

  it('is different for 100,000 numbers, which a fingerprint is not', () => {
    const many = 100_000;
    const numbers = Array.from({ length: many }, (_, n) => `+9198${String(n * 7919).padStart(8, '0')}`);
    assert.equal(new Set(numbers.map((number) => identityOf(number, key))).size, many);
    const hash = (n: number) => Math.imul(n, 0x9e3779b1) ^ (n * 0x85ebca77);
    assert.ok(new Set(numbers.map((_, n) => fingerprint(hash(n)))).size < many);
  });
});
