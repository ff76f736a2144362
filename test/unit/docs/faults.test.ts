import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';

const root = path.resolve(__dirname, '../../../..');
const text = readFileSync(path.join(root, 'docs/faults.md'), 'utf8');
const rows = text
  .split('\n')
  .filter((line) => line.startsWith('| '))
  .map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  )
  .filter(([fault]) => fault !== 'Fault');

/** The titles in a source, as patterns: what a table fills in may be any text that stands in the file. */
function titles(source: string): RegExp[] {
  return [...source.matchAll(/\bit\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g)].map(([, quote, title = '']) => {
    const parts = (quote === '`' ? title.split(/\$\{[^}]*\}/) : [title]).map((part) => part.replace(/\\(.)/g, '$1'));
    return new RegExp(`^${parts.map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('(.+)')}$`);
  });
}

function isThere(title: string, source: string): boolean {
  return titles(source).some((pattern) => {
    const filledIn = pattern.exec(title)?.slice(1);
    return filledIn?.every((part) => ["'", '"', '`'].some((quote) => source.includes(`${quote}${part}${quote}`)));
  });
}

describe('docs/faults.md', () => {
  it('has four cells in every row, none empty but what “together” shows', () => {
    assert.ok(rows.length > 30);
    for (const row of rows) {
      assert.equal(row.length, 4, row[0]);
      assert.ok(row[0] && row[2] && row[3], row[0]);
    }
  });

  for (const [fault = '', , , shownBy = ''] of rows) {
    it(`names tests that exist: ${fault}`, () => {
      const named = [...shownBy.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
      assert.ok(named[0]?.endsWith('.test.ts') && named.length > 1, shownBy);
      let source = '';
      for (const name of named) {
        if (name.endsWith('.test.ts')) source = readFileSync(path.join(root, 'test', name), 'utf8');
        else assert.ok(isThere(name, source), name);
      }
    });
  }

  it('would miss a test that does not exist', () => {
    const source = "for (const [name] of [['429', 1]]) it(`${name}: waits`, () => {}); it('ends', () => {});";
    assert.ok(isThere('429: waits', source) && isThere('ends', source));
    assert.ok(!isThere('430: waits', source) && !isThere('429: ends', source) && !isThere('end', source));
  });
});
