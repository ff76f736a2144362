import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { completeHeader } from '../../../../src/core/help/completeHeader';
import { completeKey } from '../../../../src/core/help/completeKey';

/** The text with a | where the cursor stands. */
function at<T>(marked: string, complete: (text: string, offset: number) => T): { text: string; found: T } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, found: complete(text, offset) };
}

describe('completing a CSV header', () => {
  for (const [marked, replaced, missing] of [
    ['|', '', 8],
    ['s|', 's', 8],
    ['sid,|', '', 7],
    ['sid,First Name,e|\nx,y,z\n', 'e', 6],
    ['sid;fi|rst;tag\nx;y;z\n', 'first', 6],
    ['sid;"fi|";tag\nx;y;z\n', 'fi', 6],
    ['sep=;\nsid;|\n', '', 7],
  ] as const) {
    it(`fits ${JSON.stringify(marked)}`, () => {
      const { text, found } = at(marked, completeHeader);
      assert.ok(found);
      assert.equal(text.slice(found.start, found.end), replaced);
      assert.equal(found.names.length, missing);
    });
  }

  for (const marked of ['sid,tag\nx|', 'id,email,na|\n1,2,3\n', 'city,n|', 'date|\n2026\n']) {
    it(`has nothing for ${JSON.stringify(marked)}`, () => assert.equal(at(marked, completeHeader).found, undefined));
  }
});

describe('completing a key of a JSON contact', () => {
  for (const [marked, replaced, missing, hasValue] of [
    ['{"contacts":[{|}]}', '', 8, false],
    ['{"contacts":[{"sid":"x","|"}]}', '""', 7, false],
    ['{"contacts":[{"sid":"x",\n "fi|rst"\n}]}', '"first"', 7, false],
    ['[{"sid":"x"},\n{"sid":"y","fi|": 1, "tag":"z"}]', '"fi"', 6, true],
    ['{"sid":"x","custom":{"a":[{}]},|}', '', 6, false],
  ] as const) {
    it(`fits ${JSON.stringify(marked)}`, () => {
      const { text, found } = at(marked, completeKey);
      assert.ok(found);
      assert.equal(text.slice(found.start, found.end), replaced);
      assert.equal(found.names.length, missing);
      assert.equal(found.hasValue, hasValue);
      assert.equal(found.isContact, /contacts.*sid/.test(text));
    });
  }

  for (const marked of ['{"sid":"x","custom_field":{|}}', '{"sid":"|"}', '{"sid":|}', '[|]', '|', '{"a":[|]}']) {
    it(`has nothing for ${JSON.stringify(marked)}`, () => assert.equal(at(marked, completeKey).found, undefined));
  }
});
