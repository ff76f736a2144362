import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { textFields, type JsonValue } from '../../../../src/core/contact';
import { contactLine, downloadedContact } from '../../../../src/core/download/downloadedContact';
import { downloadText } from '../../../../src/core/download/downloadText';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { mark } from '../../../downloadMark';
import { sidOf } from '../../../sidOf';

interface Contact {
  sid: string;
  custom_field?: Record<string, JsonValue>;
  [field: string]: JsonValue | undefined;
}

const told = 'region=mumbai account=exotel8u3 begun=2026-01-31T08:00:00.000Z read=2026-01-31T08:17:00.000Z';

/** As the client hands a contact over. */
const asReturned = (contact: Contact) =>
  JSON.stringify({ ...contact, account_sid: 'a', uri: '/v2', date_created: '2017-01-01T00:00:00Z' });

async function textOf(contacts: readonly string[], format: FileFormat, delimiter?: string): Promise<string> {
  const lines = contacts.map((text) => contactLine(downloadedContact(text)));
  let text = '';
  const iterate = async function* () {
    yield* lines;
  };
  for await (const part of downloadText(iterate, format, mark, delimiter)) text += part;
  return text;
}

function read(text: string, format: FileFormat) {
  const checked = finish(checkContacts(finish(readContactFile(text, format, { emptyCells: 'keep' }))));
  const errors = checked.problems.filter(({ severity, code }) => severity === 'error' && code !== 'nothing-to-update');
  return { checked, errors, values: [...checked.file.rows.keys()].map((row) => checked.file.values(row)!) };
}

/** What a file means: an empty text of a CSV is an empty cell, which says nothing, and an empty `custom_field` says nothing anywhere. */
function meaning(values: Readonly<Record<string, unknown>>, keepsEmpty: boolean): unknown {
  const { custom_field: custom, ...fields } = values;
  const told = ['sid', ...textFields].filter(
    (name) => fields[name] !== undefined && (keepsEmpty || fields[name] !== ''),
  );
  const object = JSON.parse(JSON.stringify(custom ?? {})) as object;
  return [
    Object.fromEntries(told.map((name) => [name, fields[name]])),
    Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1))),
  ];
}

describe('the text of a download', function () {
  this.timeout(60_000);
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 12 }),
    fc.constantFrom(
      ' Asha ',
      '"',
      'a,b;c\td',
      'line\nbreak',
      '\r\n',
      "'1",
      '+919876500001',
      '=1+1',
      '{"a":1}',
      'आशा',
      '',
    ),
  );
  const value = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<JsonValue>);
  const name = fc.oneof(fc.constantFrom('city', 'City', ' a', 'a.b', 'x,y', '"q"', '', '__proto__', 'k'), text);
  const contact = fc.record({
    texts: fc.record(Object.fromEntries(textFields.map((field) => [field, text])), { requiredKeys: [] }),
    custom: fc.option(fc.dictionary(name, value, { maxKeys: 4 }), { nil: undefined }),
  });

  for (const [format, delimiter] of [['csv'], ['csv', '\t'], ['json'], ['jsonLines']] as [FileFormat, string?][]) {
    it(`is read back equal: ${format}${delimiter ? ' with tabs' : ''}`, () =>
      fc.assert(
        fc.asyncProperty(fc.array(contact, { minLength: 1, maxLength: 5 }), async (made) => {
          const contacts = made.map(({ texts, custom }, n): Contact => {
            // As JSON has it: the numbers, and what is no text of its own.
            const whole = { sid: sidOf(n), ...texts, ...(custom && { custom_field: custom }) } as Contact;
            return JSON.parse(JSON.stringify(whole)) as Contact;
          });
          const written = await textOf(contacts.map(asReturned), format, delimiter);
          const { values } = read(written, format);
          const isCsv = format === 'csv';
          assert.deepEqual(
            values.map((row) => meaning(row, !isCsv)),
            contacts.map((each) => meaning(each, !isCsv)),
            written,
          );
        }),
        { numRuns: 150 },
      ));
  }

  it('has columns for the texts in custom fields, and JSON for all else', async () => {
    const first = { sid: sidOf(1), number: '+919876500001', custom_field: { city: 'Pune', age: 42 } };
    const second = { sid: sidOf(2), first_name: 'Ravi, "R"', custom_field: { plan: 'Gold' } };
    const third = `{"sid":"${sidOf(3)}","tag":null,"custom":{"id":12345678901234567890}}`;
    assert.equal(
      await textOf([asReturned(first), asReturned(second), third], 'csv'),
      'sid,number,first_name,last_name,company_name,email,tag,custom_field.city,custom_field.plan,custom_field,date_created,date_updated,' +
        `exotel_download ${told}\n` +
        `${sidOf(1)},+919876500001,,,,,,Pune,,"{""age"":42}",2017-01-01T00:00:00Z,,\n` +
        `${sidOf(2)},,"Ravi, ""R""",,,,,,Gold,,2017-01-01T00:00:00Z,,\n` +
        `${sidOf(3)},,,,,,,,,"{""id"":12345678901234567890}",,,\n`,
    );
  });

  it('has no error of its own, and can be sent back as it is', async () => {
    const contacts = [1, 2].map((n) =>
      asReturned({
        sid: sidOf(n),
        number: `+91987650000${n}`,
        first_name: 'Asha',
        tag: '',
        custom_field: { n, city: 'x' },
      }),
    );
    for (const format of ['csv', 'json', 'jsonLines'] as const) {
      const { checked, errors } = read(await textOf(contacts, format), format);
      assert.deepEqual(errors, []);
      assert.deepEqual(checked.problems, []);
      assert.equal(checked.sendable, 2);
    }
  });

  it('of no contacts is a file of none', async () => {
    assert.equal(await textOf([], 'json'), `{"exotel_download":"${told}","contacts":[\n]}\n`);
    assert.equal(
      await textOf([], 'csv'),
      `sid,number,first_name,last_name,company_name,email,tag,date_created,date_updated,exotel_download ${told}\n`,
    );
  });
});
