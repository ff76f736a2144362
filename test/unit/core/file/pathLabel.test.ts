import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { pathLabel } from '../../../../src/core/file/pathLabel';

describe('pathLabel', () => {
  for (const [path, others, label] of [
    ['/home/asha/march/contacts.csv', [], 'march/contacts.csv'],
    ['/home/asha/march/contacts.csv', ['/home/asha/march/contacts.csv'], 'march/contacts.csv'],
    ['/home/asha/march/contacts.csv', ['/home/asha/april/contacts.csv'], 'march/contacts.csv'],
    ['/home/asha/march/contacts.csv', ['/home/asha/2025/march/contacts.csv'], 'asha/march/contacts.csv'],
    ['/a/x/march/contacts.csv', ['/b/x/march/contacts.csv', '/c/y/march/contacts.csv'], 'a/x/march/contacts.csv'],
    ['/march/contacts.csv', ['/a/march/contacts.csv'], '/march/contacts.csv'],
    ['/a/march/contacts.csv', ['/march/contacts.csv'], 'a/march/contacts.csv'],
    ['/x/march/contacts.csv', ['/x/summarch/contacts.csv'], 'march/contacts.csv'],
    ['/contacts.csv', [], '/contacts.csv'],
  ] as const) {
    it(`${path}${others.length ? ` beside ${others.join(' and ')}` : ''}: ${label}`, () => {
      assert.equal(pathLabel(path, others), label);
    });
  }
});
