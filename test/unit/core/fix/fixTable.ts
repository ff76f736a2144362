import type { FileFormat } from '../../../../src/core/file/contactFile';
import type { ProblemCode } from '../../../../src/core/problem';

export const a = 'a'.repeat(32);
const b = 'b'.repeat(32);
const nbsp = '\u00a0';

/** One fix of one problem, and what it makes of a file. */
export interface FixCase {
  readonly name: string;
  readonly format?: FileFormat;
  readonly code: ProblemCode;
  readonly before: string;
  readonly fix: RegExp;
  readonly after: string;
  readonly country?: string;
}

export const json = (...contacts: string[]) => `{"contacts":[${contacts.join(',')}]}`;
export const csv = (...lines: string[]) => lines.join('\r\n');

export const fixCases: readonly FixCase[] = [
  {
    name: 'inserts the missing comma between contacts',
    code: 'syntax',
    before: `{"contacts":[\n  {"sid":"${a}","tag":"🙂"}\n  {"sid":"${b}","tag":"y"}\n]}`,
    fix: /comma/,
    after: `{"contacts":[\n  {"sid":"${a}","tag":"🙂"},\n  {"sid":"${b}","tag":"y"}\n]}`,
  },
  {
    name: 'inserts the missing comma between fields',
    code: 'syntax',
    before: `\ufeff{"contacts":[{"sid":"${a}"\r\n"tag":"x"}]}`,
    fix: /comma/,
    after: `\ufeff{"contacts":[{"sid":"${a}",\r\n"tag":"x"}]}`,
  },
  {
    name: 'quotes a number digit for digit',
    code: 'wrong-type',
    before: json(`{"sid":"${a}","number":919876543210123456789}`),
    fix: /in quotes/,
    after: json(`{"sid":"${a}","number":"919876543210123456789"}`),
  },
  {
    name: 'leaves out a null',
    code: 'wrong-type',
    before: json(`{"sid":"${a}","tag":null,"email":"a@b.co"}`),
    fix: /Remove this “tag”/,
    after: json(`{"sid":"${a}","email":"a@b.co"}`),
  },
  {
    name: 'leaves out a null at the end, with the comma before it',
    code: 'wrong-type',
    before: json(`{"sid":"${a}", "email":"a@b.co", "tag":null }`),
    fix: /Remove this “tag”/,
    after: json(`{"sid":"${a}", "email":"a@b.co" }`),
  },
  {
    name: 'strips spaces, dashes and brackets',
    format: 'csv',
    code: 'bad-number',
    before: csv('sid,number', `${a},+91 (987) 654-3210`),
    fix: /spaces, dashes/,
    after: csv('sid,number', `${a},+919876543210`),
  },
  {
    name: 'writes a local number with the default country code',
    format: 'csv',
    code: 'bad-number',
    before: csv('sid;number', `${a};"98765 43210"`),
    fix: /\+91 \(India\)/,
    after: csv('sid;number', `${a};"+919876543210"`),
    country: '+91',
  },
  {
    name: 'writes a local number with a default country code that is in no list',
    format: 'csv',
    code: 'bad-number',
    before: csv('sid;number', `${a};1234567`),
    fix: /\+354/,
    after: csv('sid;number', `${a};+3541234567`),
    country: '354',
  },
  {
    name: 'writes a local number with a country that is chosen',
    code: 'bad-number',
    before: json(`{"sid":"${a}","number":"7946 001812"}`),
    fix: /United Kingdom/,
    after: json(`{"sid":"${a}","number":"+447946001812"}`),
  },
  {
    name: 'adds the plus to a number that has its country code',
    format: 'jsonLines',
    code: 'bad-number',
    before: `{"sid":"${a}","number":"919876543210.0"}\n`,
    fix: /India/,
    after: `{"sid":"${a}","number":"+919876543210"}\n`,
  },
  {
    name: 'removes an apostrophe',
    format: 'csv',
    code: 'spreadsheet-damage',
    before: csv('sid\tnumber', `${a}\t'+919876543210`),
    fix: /apostrophe/,
    after: csv('sid\tnumber', `${a}\t+919876543210`),
  },
  {
    name: 'makes a hard space a space, and quotes the cell no more than before',
    format: 'csv',
    code: 'spreadsheet-damage',
    before: csv('sid,first_name,last_name', `${a},Asha${nbsp}Devi,"Rao, ""A""${nbsp}"`),
    fix: /invisible/,
    after: csv('sid,first_name,last_name', `${a},Asha Devi,"Rao, ""A""${nbsp}"`),
  },
  {
    name: 'quotes a cell whose straight quotes need it',
    format: 'csv',
    code: 'spreadsheet-damage',
    before: csv('sid|company_name', `${a}|The “Best” Shop`),
    fix: /straight quotes/,
    after: csv('sid|company_name', `${a}|"The ""Best"" Shop"`),
  },
  {
    name: 'escapes straight quotes in JSON',
    code: 'spreadsheet-damage',
    before: json(`{"sid":"${a}","company_name":"The “Best” Shop"}`),
    fix: /straight quotes/,
    after: json(`{"sid":"${a}","company_name":"The \\"Best\\" Shop"}`),
  },
  {
    name: 'takes an address out of what surrounds it',
    format: 'csv',
    code: 'bad-email',
    before: csv('sid,email', `${a},Asha <asha@example.com>`),
    fix: /address/,
    after: csv('sid,email', `${a},asha@example.com`),
  },
  {
    name: 'cleans a sid',
    format: 'csv',
    code: 'malformed-sid',
    before: csv('sid,tag', `{${a.slice(0, 8)}-${a.slice(8)}},x`),
    fix: /sid/,
    after: csv('sid,tag', `${a},x`),
  },
  {
    name: 'renames a column',
    format: 'csv',
    code: 'unknown-field',
    before: `\ufeff${csv('sid;"Phone Number";tag', `${a};+919876543210;x`)}`,
    fix: /Rename the column to “number”/,
    after: `\ufeff${csv('sid;"number";tag', `${a};+919876543210;x`)}`,
  },
  {
    name: 'moves a column into custom_field, with the quotes its name needs',
    format: 'csv',
    code: 'unknown-field',
    before: csv('sid,tag,"City, State"', `${a},x,y`),
    fix: /custom_field\.City, State/,
    after: csv('sid,tag,"custom_field.City, State"', `${a},x,y`),
  },
  {
    name: 'renames a column to the sid that was missing',
    format: 'csv',
    code: 'no-contacts',
    before: csv('Contact ID,tag', `${a},x`),
    fix: /“sid”/,
    after: csv('sid,tag', `${a},x`),
  },
  {
    name: 'renames a key in every contact that has it and lacks the field',
    code: 'unknown-field',
    before: json(`{"sid":"${a}","phone":"1"}`, `{"sid":"${b}","phone":"2","number":"3"}`, `{"phone":"4"}`),
    fix: /Rename “phone” to “number” in 2 contacts/,
    after: json(`{"sid":"${a}","number":"1"}`, `{"sid":"${b}","phone":"2","number":"3"}`, `{"number":"4"}`),
  },
  {
    name: 'moves a key into custom_field, made or extended',
    code: 'unknown-field',
    before: json(
      `{"city":"Pune","sid":"${a}"}`,
      `{"sid":"${b}","custom_field":{"plan":"gold"},"city":"Goa"}`,
      `{"custom_field":{},"city":1}`,
      `{"custom_field":{"city":2},"city":1}`,
      `{"city": [1, 2], "custom": {\n  "plan": 1\n}}`,
    ),
    fix: /Move “city” into “custom_field” in 5 contacts/,
    after: json(
      `{"custom_field": { "city":"Pune" },"sid":"${a}"}`,
      `{"sid":"${b}","custom_field":{"plan":"gold","city":"Goa"}}`,
      `{"custom_field":{ "city":1 }}`,
      `{"custom_field":{"city":2},"city":1}`,
      `{"custom": {\n  "plan": 1,\n  "city": [1, 2]\n}}`,
    ),
  },
  {
    name: 'keeps the first of the duplicates',
    format: 'csv',
    code: 'duplicate-sid',
    before: csv('sid,tag', `${a},1`, `${b},x`, `${a.toUpperCase()},2`, `${a},3`),
    fix: /Keep the first row with this sid, remove the other 2/,
    after: csv('sid,tag', `${a},1`, `${b},x`),
  },
  {
    name: 'keeps the last of the duplicates',
    code: 'duplicate-sid',
    before: `[\n  {"sid":"${a}","tag":"1"},\n  {"sid":"${a}","tag":"2"},\n  {"sid":"${b}","tag":"x"},\n  {"sid":"${a}","tag":"3"}\n]`,
    fix: /Keep the last/,
    after: `[\n  {"sid":"${b}","tag":"x"},\n  {"sid":"${a}","tag":"3"}\n]`,
  },
  {
    name: 'removes a row of several lines',
    format: 'csv',
    code: 'missing-sid',
    before: csv('sid,tag', `${a},1`, ` ,"two\r\nlines ""x""" `, `${b},3`, ''),
    fix: /Remove this row/,
    after: csv('sid,tag', `${a},1`, `${b},3`, ''),
  },
  {
    name: 'removes the last row with the break before it',
    format: 'csv',
    code: 'missing-sid',
    before: csv('sid\ttag', `${a}\t1`, `\t2`),
    fix: /Remove this row/,
    after: csv('sid\ttag', `${a}\t1`),
  },
  {
    name: 'removes a line of JSON',
    format: 'jsonLines',
    code: 'nothing-to-update',
    before: `{"sid":"${a}","tag":"x"}\n{"sid":"${b}"}\n`,
    fix: /Remove this contact/,
    after: `{"sid":"${a}","tag":"x"}\n`,
  },
  {
    name: 'removes the first contact of a list',
    code: 'nothing-to-update',
    before: `[\n  {"sid":"${b}"},\n  {"sid":"${a}","tag":"x"}\n]`,
    fix: /Remove this contact/,
    after: `[\n  {"sid":"${a}","tag":"x"}\n]`,
  },
  {
    name: 'removes the last contact of a list',
    code: 'nothing-to-update',
    before: `[\n  {"sid":"${a}","tag":"x"} ,\n  {"sid":"${b}"}\n]`,
    fix: /Remove this contact/,
    after: `[\n  {"sid":"${a}","tag":"x"}\n]`,
  },
  {
    name: 'removes one of two fields of one name',
    code: 'duplicate-column',
    before: json(`{"sid":"${a}","tag":"x","tag":"y"}`),
    fix: /Remove this “tag”/,
    after: json(`{"sid":"${a}","tag":"x"}`),
  },
  {
    name: 'removes the first of two fields of one name',
    code: 'duplicate-column',
    before: json(`{"sid":"${a}","tag":"x","email":"a@b.co","tag":"y"}`),
    fix: /Remove the first “tag”/,
    after: json(`{"sid":"${a}","email":"a@b.co","tag":"y"}`),
  },
  {
    name: 'removes one of two names of one field',
    code: 'duplicate-column',
    before: json(`{"sid":"${a}","custom":{"plan":1},"custom_field":{"plan":2}}`),
    fix: /Remove this “custom”/,
    after: json(`{"sid":"${a}","custom_field":{"plan":2}}`),
  },
  {
    name: 'removes a key that an object inside custom_field has twice',
    code: 'duplicate-column',
    before: json(
      `{"sid":"${a}","custom_field":{"city":0,"a":[{"x":"}]"},{"city":"[{","x":2,"c\\u0069ty":{"city":3}}]}}`,
    ),
    fix: /Remove this “city”/,
    after: json(`{"sid":"${a}","custom_field":{"city":0,"a":[{"x":"}]"},{"city":"[{","x":2}]}}`),
  },
  {
    name: 'removes the first key of a name that an object inside custom_field has twice',
    format: 'jsonLines',
    code: 'duplicate-column',
    before: `{"sid":"${b}","tag":"x"}\n{"sid":"${a}","custom_field":{"city":"Pune", "a":[{"city":1}], "city":"Goa"}}\n`,
    fix: /Remove the first “city”/,
    after: `{"sid":"${b}","tag":"x"}\n{"sid":"${a}","custom_field":{"a":[{"city":1}], "city":"Goa"}}\n`,
  },
  {
    name: 'removes the first key of a name that the JSON of a cell has twice',
    format: 'csv',
    code: 'duplicate-column',
    before: csv('sid,custom_field,tag', `${a},"{""say \\""a"": {""n"":1}, ""say \\""a"": 2}",x`),
    fix: /Remove the first “say "a”/,
    after: csv('sid,custom_field,tag', `${a},"{""say \\""a"": 2}",x`),
  },
  {
    name: 'removes a key that the JSON of a cell without quotes has twice',
    format: 'csv',
    code: 'duplicate-column',
    before: csv('sid;custom_field', `${a};{"n":1,"n":2}`),
    fix: /Remove this “n”/,
    after: csv('sid;custom_field', `${a};{"n":1}`),
  },
  {
    name: 'puts a long number of custom_field in quotes, digit for digit',
    code: 'imprecise-number',
    before: json(`{"sid":"${a}","custom_field":{"ids":[1, 12345678901234567891 ]}}`),
    fix: /^Put the number in quotes$/,
    after: json(`{"sid":"${a}","custom_field":{"ids":[1, "12345678901234567891" ]}}`),
  },
  {
    name: 'puts a long number in the JSON of a cell in quotes, doubled as the cell needs it',
    format: 'csv',
    code: 'imprecise-number',
    before: csv('sid,custom_field', `${a},"{""n"": -1.50000000000000000001e+7}"`),
    fix: /^Put the number in quotes$/,
    after: csv('sid,custom_field', `${a},"{""n"": ""-1.50000000000000000001e+7""}"`),
  },
];
