import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { formatIndex, parseIndex, withAccount, withoutAccount } from '../../../../src/editor/credentials/accountIndex';

describe('account index', () => {
  it('keeps the accounts of two endpoints apart, each once and in order', () => {
    let index = parseIndex(undefined);
    for (const [endpoint, account] of [
      ['mumbai', 'b'],
      ['mumbai', 'a'],
      ['singapore', 'a'],
      ['mumbai', 'b'],
    ] as const) {
      index = withAccount(index, endpoint, account);
    }
    assert.deepEqual(
      [...parseIndex(formatIndex(index))],
      [
        ['mumbai', ['a', 'b']],
        ['singapore', ['a']],
      ],
    );
  });

  it('forgets one account, and an endpoint with its last one', () => {
    const index = withAccount(withAccount(parseIndex(undefined), 'mumbai', 'a'), 'mumbai', 'b');
    assert.deepEqual([...withoutAccount(index, 'mumbai', 'a')], [['mumbai', ['b']]]);
    const none = withoutAccount(withoutAccount(index, 'mumbai', 'a'), 'mumbai', 'b');
    assert.equal(formatIndex(none), '[]');
  });

  for (const text of ['', 'null', '{', '{"mumbai":["a"]}', '[1]', '[["mumbai"]]', '[[1,["a"]]]', '"x"']) {
    it(`reads ${JSON.stringify(text)} as empty`, () => assert.equal(parseIndex(text).size, 0));
  }

  it('is not fooled by a name such as __proto__', () => {
    const index = withAccount(parseIndex(undefined), '__proto__', 'a');
    assert.deepEqual(parseIndex(formatIndex(index)).get('__proto__'), ['a']);
  });
});
