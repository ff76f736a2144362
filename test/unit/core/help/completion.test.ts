import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { contactFields } from '../../../../src/core/contact';
import { completeHeader } from '../../../../src/core/help/completeHeader';
import { completeKey } from '../../../../src/core/help/completeKey';

/** The text with a | where the cursor stands. */
function at<T>(marked: string, complete: (text: string, offset: number) => T): { text: string; found: T } {
  const offset = marked.indexOf('|');
  const text = marked.replace('|', '');
  return { text, found: complete(text, offset) };
}

describe('completing a CSV header', () => {
  for (const [marked, replaced, present] of [
    ['|', '', 0],
    ['s|', 's', 0],
    ['sid,|', '', 1],
    ['sid,First Name,e|\nx,y,z\n', 'e', 2],
    ['sid;fi|rst;tag\nx;y;z\n', 'first', 2],
    ['sid;"fi|";tag\nx;y;z\n', 'fi', 2],
    ['sep=;\nsid;|\n', '', 1],
  ] as const) {
    it(`fits ${JSON.stringify(marked)}`, () => {
      const { text, found } = at(marked, completeHeader);
      assert.ok(found);
      assert.equal(text.slice(found.start, found.end), replaced);
      assert.equal(found.names.length, contactFields.length - present);
    });
  }

  for (const marked of ['sid,tag\nx|', 'id,email,na|\n1,2,3\n', 'city,n|', 'date|\n2026\n']) {
    it(`has nothing for ${JSON.stringify(marked)}`, () => assert.equal(at(marked, completeHeader).found, undefined));
  }
});

describe('completing a key of a JSON contact', () => {
  for (const [marked, replaced, present, hasValue] of [
    ['{"contacts":[{|}]}', '', 0, false],
    ['{"contacts":[{"sid":"x","|"}]}', '""', 1, false],
    ['{"contacts":[{"sid":"x",\n "fi|rst"\n}]}', '"first"', 1, false],
    ['[{"sid":"x"},\n{"sid":"y","fi|": 1, "tag":"z"}]', '"fi"', 2, true],
    ['{"sid":"x","custom":{"a":[{}]},|}', '', 2, false],
  ] as const) {
    it(`fits ${JSON.stringify(marked)}`, () => {
      const { text, found } = at(marked, completeKey);
      assert.ok(found);
      assert.equal(text.slice(found.start, found.end), replaced);
      assert.equal(found.names.length, contactFields.length - present);
      assert.equal(found.hasValue, hasValue);
      assert.equal(found.isContact, /contacts.*sid/.test(text));
    });
  }

  for (const marked of ['{"sid":"x","custom_field":{|}}', '{"sid":"|"}', '{"sid":|}', '[|]', '|', '{"a":[|]}']) {
    it(`has nothing for ${JSON.stringify(marked)}`, () => assert.equal(at(marked, completeKey).found, undefined));
  }
});
