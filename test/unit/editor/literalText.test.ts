import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { literalText } from '../../../src/editor/literalText';

/** What VS Code makes links of in a message, in which line breaks are spaces; source: its linkedText.ts. */
const link = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/gi;
/** What it makes icons of in a label; source: its iconLabels.ts. */
const icon = /\$\([A-Za-z0-9-]+(?:~[A-Za-z]+)?\)/g;

const inOneLine = (text: string) => text.replace(/\r\n|\n|\r/g, ' ');
const partsOf = (text: string) => [...(inOneLine(text).match(link) ?? []), ...(text.match(icon) ?? [])];

describe('a literal text', () => {
  const hostile = [
    '[Show details](command:workbench.action.closeWindow).csv',
    '[a](COMMAND:x)',
    '[a](https://example.com "title")',
    "[a](file:///etc/passwd 't')",
    '[a]([b](command:x))',
    '[[a](command:x)](command:y)',
    '[a](command:x)[b](command:y)',
    '[a\nb](command:x\n"title")',
    '[नाम 👩‍👩‍👧](command:x?%5B%5D)',
    '“[a](command:x)”',
    '$(sync) $(sync~spin)',
    '[$(sync)](command:x)',
  ];
  for (const text of hostile) {
    it(`of ${JSON.stringify(text)} has no link and no icon, and loses no character`, () => {
      assert.notEqual(partsOf(text).length, 0, 'it has one before');
      const literal = literalText(text);
      assert.deepEqual(partsOf(literal), []);
      assert.equal(literal.replaceAll(' ', ''), text.replaceAll(' ', ''));
      assert.equal(literalText(literal), literal);
    });
  }

  for (const text of ['contacts[1](1).csv', '[a] (b)', 'Pune (list: VIP)', '$5 ($(1,000))', 'a](b', '$()', '']) {
    it(`of ${JSON.stringify(text)} is the text itself`, () => assert.equal(literalText(text), text));
  }

  it('of any parts of links and icons has none', () => {
    const parts = [
      '[',
      ']',
      '](',
      '(',
      ')',
      'command:',
      'https://',
      'file:',
      'a',
      ' ',
      '"',
      "'",
      '\n',
      '$',
      '$(',
      '~',
      '👍',
      'ſ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...parts), { maxLength: 24 }), (some) => {
        assert.deepEqual(partsOf(literalText(some.join(''))), []);
      }),
      { numRuns: 5000 },
    );
  });
});
