import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import * as fc from 'fast-check';
import { parseReply } from '../../../src/api/parseReply';

describe('parseReply', () => {
  it('reads any JSON of a sane size as JSON.parse does', () => {
    fc.assert(
      fc.property(fc.json(), (text) => assert.deepEqual(parseReply(text), { value: JSON.parse(text) as unknown })),
    );
  });

  it('does not count what is in strings', () => {
    const text = JSON.stringify({ a: '[{'.repeat(1_000), b: '\\', c: '"[\\"'.repeat(500), d: ',,'.repeat(2_000_000) });
    assert.ok('value' in parseReply(text));
  });

  it('looks for depth in a long text only: a short one is harmless at any', () => {
    const nested = '['.repeat(1_000) + ']'.repeat(1_000);
    assert.ok('value' in parseReply(nested.padEnd(3_000_000)));
    assert.deepEqual(parseReply(nested.padEnd(3_000_001)), { problem: 'it is nested too deeply' });
  });

  const refused: [string, string, RegExp][] = [
    ['nothing', '', /empty/],
    ['blanks', ' \r\n', /empty/],
    ['words', 'OK', /not JSON/],
    ['a text that was cut', '{"response":[{"code":200,"da', /cut short/],
    ['an unclosed string', `{"a":"${'\\"'.repeat(100)}`, /cut short/],
    ['deep brackets', '['.repeat(60_000_000), /deeply/],
    ['deep objects', '{"a":'.repeat(1_000_000), /deeply/],
    ['millions of empty objects', `[${'{},'.repeat(20_000_000)}{}]`, /too many/],
    ['millions of commas', `[${'0,'.repeat(20_000_000)}0]`, /too many/],
  ];
  for (const [name, text, problem] of refused) {
    it(`refuses ${name}`, () => {
      const parsed = parseReply(text);
      assert.ok('problem' in parsed);
      assert.match(parsed.problem, problem);
    });
  }
});
