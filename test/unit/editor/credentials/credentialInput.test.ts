import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import {
  checkAccountSid,
  checkApiKey,
  checkApiToken,
  type InputCheck,
} from '../../../../src/editor/credentials/credentialInput';

const table: [string, InputCheck, string[], string[]][] = [
  [
    'checkApiKey',
    checkApiKey,
    ['0123456789abcdef', '  0123456789abcdef\n', 'a-b_c.d'],
    ['', '   ', 'two words', 'key:token', 'schlüssel', 'zero\u200bwidth'],
  ],
  ['checkApiToken', checkApiToken, ['0123456789abcdef', 'a:b', '\tx '], ['', ' ', 'two words', 'a\nb', '“quoted”']],
  [
    'checkAccountSid',
    checkAccountSid,
    ['exotel8u3', ' exotel8u3 ', 'My-Account_1.x'],
    ['', 'a b', 'a/b', '../v1', '..', '.', 'a?b', 'a#b', 'a%2fb', 'é', 'x'.repeat(101)],
  ],
];

for (const [name, check, good, bad] of table) {
  describe(name, () => {
    for (const text of good) it(`takes ${JSON.stringify(text)}`, () => assert.equal(check(text), undefined));
    for (const text of bad) {
      it(`refuses ${JSON.stringify(text.slice(0, 20))}`, () => {
        const problem = check(text);
        assert.ok(problem);
        if (text.trim().length > 3) assert.ok(!problem.includes(text.trim()), 'the text itself is not repeated');
      });
    }
  });
}
