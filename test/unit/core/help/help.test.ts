import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { contactSchema } from '../../../../src/core/check/contactSchema';
import { contactFields } from '../../../../src/core/contact';
import { codeHelp } from '../../../../src/core/help/codeHelp';
import { columnHelp, fieldHelp } from '../../../../src/core/help/fieldHelp';
import { offerUpdate } from '../../../../src/core/help/updateTitle';
import { problemSeverities } from '../../../../src/core/problem';
import { check } from '../fix/applyFix';

interface Property {
  readonly markdownDescription: string;
  readonly defaultSnippets?: readonly { readonly body: unknown }[];
}

const root = join(__dirname, '../../../../..');
const media = join(root, 'media');
const schema = JSON.parse(readFileSync(join(media, 'contacts.schema.json'), 'utf8')) as {
  definitions: { contact: { properties: Record<string, Property> } };
};

describe('the JSON schema', () => {
  const { properties } = schema.definitions.contact;

  it('has the fields that the checks know, and explains them in the same words', () => {
    assert.deepEqual(Object.keys(properties).toSorted(), Object.keys(contactSchema.shape).toSorted());
    for (const field of contactFields) assert.equal(properties[field]!.markdownDescription, fieldHelp[field]);
  });

  it('suggests values of the types that the checks take', () => {
    for (const [name, { defaultSnippets }] of Object.entries(properties)) {
      const takes = (value: unknown) => contactSchema.safeParse({ [name]: value }).success;
      for (const { body } of defaultSnippets ?? []) assert.ok(takes(body), name);
    }
  });

  it('has nothing to say against any document: the checks do', () => {
    const words = JSON.stringify({ ...schema, if: undefined });
    for (const limit of ['"type":"', '"required":', '"additionalProperties":', '"pattern":', '"enum":', '"not":']) {
      assert.ok(!words.includes(limit), limit);
    }
  });
});

describe('the help', () => {
  for (const page of ['README.md', 'media/walkthrough/sample.md']) {
    it(`names every field in ${page}`, () => {
      const text = readFileSync(join(root, page), 'utf8');
      for (const field of contactFields) assert.ok(text.includes(`\`${field}\``), field);
    });
  }

  it('explains every code', () => {
    assert.deepEqual(Object.keys(codeHelp).toSorted(), Object.keys(problemSeverities).toSorted());
  });

  it('explains every kind of column', () => {
    assert.equal(columnHelp('First Name'), fieldHelp.first_name);
    assert.match(columnHelp('custom_field.city'), /One entry/);
    assert.match(columnHelp('date_created'), /Set by Exotel/);
    assert.match(columnHelp('exotel_verdict'), /by an export/);
    assert.match(columnHelp('age'), /not sent/);
  });
});

describe('the line over the first row', () => {
  const sid = (n: number) => String(n).padStart(32, '0');
  const offer = (lines: string[], place?: string) => offerUpdate(check(`sid,tag\n${lines.join('\n')}`, 'csv'), place);

  it('says how many contacts go where', () => {
    const lines = Array.from({ length: 1200 }, (_, n) => `${sid(n)},x`);
    assert.deepEqual(offer(lines, 'in Mumbai (exotel8u3)'), {
      title: 'Update 1,200 contacts in Mumbai (exotel8u3)',
      sends: true,
    });
  });

  it('says how many are left out', () => {
    assert.equal(offer([`${sid(1)},x`, ',y', ',z'])?.title, 'Update 1 contact · 2 left out');
  });

  it('offers nothing when nothing can be sent', () => {
    assert.deepEqual(offer([',y']), { title: 'Nothing to update yet · 1 left out', sends: false });
    assert.equal(offer([`${sid(1)},"x`])?.title, 'Nothing to update yet · the file cannot be read completely');
    assert.equal(offer([]), undefined);
  });
});
