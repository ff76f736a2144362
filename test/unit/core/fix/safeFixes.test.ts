import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { guessField } from '../../../../src/core/fix/guessField';
import { a, csv, json } from './fixTable';
import { allFixed, check, fixesOf } from './applyFix';

/** What Fix All makes of one value of a CSV file. */
function valueFixed(column: string, value: string, country = ''): string {
  const fixed = allFixed(csv(`sid,${column}`, `${a},${value}`), 'csv', country);
  assert.ok(fixed.startsWith(`sid,${column}\r\n${a},`));
  return fixed.slice(`sid,${column}\r\n${a},`.length);
}

describe('fix all', () => {
  for (const [column, value, fixed, country] of [
    ['number', '+91 98765-43210', '+919876543210'],
    ['number', '(080) 4123-4567', '08041234567'],
    ['number', '+919876543210.0', '+919876543210'],
    ['number', "'+919876543210", '+919876543210'],
    ['number', '9876543210', '+919876543210', '91'],
    ['number', '98765 43210', '+919876543210', '+91'],
    ['number', '919876543210', '+919876543210', '91'],
    ['number', '(415) 555-0123', '+14155550123', '1'],
    ['number', '91234567', '+6591234567', '65'],
    ['email', 'Asha Rao <asha@example.com>', 'asha@example.com'],
    ['email', 'mailto:asha@example.com', 'asha@example.com'],
    ['email', 'asha@example.com;', 'asha@example.com'],
    ['email', 'asha@example.com\u00a0', 'asha@example.com'],
    ['first_name', 'Asha\u200b', 'Asha'],
    ['first_name', 'Asha\u00a0Devi', 'Asha Devi'],
  ] as const) {
    it(`writes ${column} ${JSON.stringify(value)}${country ? ` with ${country}` : ''} as ${fixed}`, () => {
      assert.equal(valueFixed(column, value, country), fixed);
    });
  }

  for (const [column, value, country] of [
    // A country is never guessed.
    ['number', '1800 419 0157'],
    ['number', '1800 419 0157', '91'],
    ['number', '1800 11 4000', '91'],
    ['number', '9876543210'],
    ['number', '919876543210'],
    ['number', '14155550123'],
    ['number', '1234567', '354'],
    ['number', '8001234567', '65'],
    // More than separators.
    ['number', '+91 09876543210'],
    ['number', '+9109876543210', '91'],
    ['number', '+91 (0) 98765 43210'],
    ['number', '+49-(0)30-123456'],
    ['number', '+39 (0)6 1234 5678'],
    ['number', '00919876543210'],
    ['number', '+91 98765 43210 (2)'],
    ['number', '+91 98765 43210 11'],
    ['number', '+91 98765 4321.5'],
    ['number', '9.19876543210E+11', '91'],
    ['email', 'asha@example.com bob'],
    ['email', 'asha@example.com\u00a0bob'],
    ['email', 'asha @example.com'],
    ['email', 'mailto:asha@example.com?subject=hi'],
    // The author's own.
    ['company_name', 'The “Best” Shop'],
    ['company_name', '“Best”'],
    ['last_name', "'Abd al-Rahman"],
    ['first_name', '\u202bשלום\u202c'],
  ] as const) {
    it(`leaves ${column} ${JSON.stringify(value)}${country ? ` with ${country}` : ''} as it is`, () => {
      assert.equal(valueFixed(column, value, country), value);
      assert.ok(check(csv(`sid,${column}`, `${a},${value}`), 'csv').problems.length > 0);
    });
  }

  for (const [name, field] of [
    ['Phone', 'number'],
    ['Mobile No.', 'number'],
    ['FirstName', 'first_name'],
    ['Given Name', 'first_name'],
    ['surname', 'last_name'],
    ['E-Mail', 'email'],
    ['Email ID', 'email'],
    ['Company', 'company_name'],
  ] as const) {
    it(`renames ${name} to ${field}`, () => {
      assert.deepEqual(guessField(name), { field, isCertain: true });
      const value = field === 'number' ? '+919876543210' : field === 'email' ? 'a@b.co' : 'Asha';
      assert.equal(allFixed(csv(`sid,${name}`, `${a},${value}`), 'csv'), csv(`sid,${field}`, `${a},${value}`));
      assert.equal(
        allFixed(json(`{"sid":"${a}","${name}":"${value}"}`), 'json'),
        json(`{"sid":"${a}","${field}":"${value}"}`),
      );
    });
  }

  for (const [name, value] of [
    ['username', 'asha'],
    ['member', '+919876543210'],
    ['employee', 'Asha'],
    ['nubmer', '+919876543210'],
    ['frist_name', 'Asha'],
    ['id', a],
    ['contact id', a],
    ['cell', '+919876543210'],
    ['first', 'Asha'],
    ['business', 'Rao & Sons'],
    ['label', 'x'],
    ['category', 'x'],
    ['mail', 'asha@example.com'],
    ['mobile', 'yes'],
    ['phone', '98765 43210 / 98765 43211'],
    ['company', '42'],
  ] as const) {
    it(`does not rename ${name} where it holds ${value}`, () => {
      for (const [text, format] of [
        [csv(`sid,tag,${name}`, `${a},x,${value}`), 'csv'],
        [json(`{"sid":"${a}","tag":"x","${name}":"${value}"}`), 'json'],
      ] as const) {
        const text2 =
          name === 'label' || name === 'category' ? text.replace('tag', 'email').replace('x', 'a@b.co') : text;
        assert.equal(allFixed(text2, format), text2);
        assert.ok(fixesOf(text2, format, 'unknown-field').length > 0);
      }
    });
  }

  it('does not rename a key where another contact has both', () => {
    const text = json(
      `{"sid":"${a}","phone":"+919876543210"}`,
      `{"sid":"b${a.slice(1)}","phone":"+919876543211","number":"+919876543212"}`,
    );
    assert.equal(allFixed(text, 'json'), text);
  });

  it('offers what a slip of the pen may have meant', () => {
    assert.deepEqual(guessField('nubmer'), { field: 'number', isCertain: false });
    assert.deepEqual(guessField('company nmae'), { field: 'company_name', isCertain: false });
    for (const name of ['username', 'member', 'employee', 'summary', 'state'])
      assert.equal(guessField(name), undefined, name);
  });

  it('offers a number without the 0 behind its country code', () => {
    for (const number of ['+91 09876543210', '+91 (0) 98765 43210', '+9109876543210']) {
      const [offer] = fixesOf(csv('sid,number', `${a},${number}`), 'csv', 'bad-number');
      assert.equal(offer?.text, csv('sid,number', `${a},+919876543210`));
      assert.equal(offer.title, 'Remove the 0 after the country code');
      assert.equal(offer.isPreferred, false);
    }
  });

  for (const [what, text, fixed] of [
    ['escapes', `'Ren\\u00e9'`, `"Ren\\u00e9"`],
    ['a line break', `'x\\ny'`, `"x\\ny"`],
    ['an apostrophe', `'it\\'s'`, `"it's"`],
    ['a double quote', `'say "hi"'`, `"say \\"hi\\""`],
    ['an escaped double quote', `'say \\"hi\\"'`, `"say \\"hi\\""`],
    ['backslashes', `'C:\\\\new'`, `"C:\\\\new"`],
    ['an escape of Python', `'Ren\\xe9'`, `"Ren\\u00e9"`],
    ['a tab', `'x\ty'`, `"x\\ty"`],
    ['curly quotes', '“Asha”', '"Asha"'],
  ] as const) {
    it(`keeps what a text in other quotes says: ${what}`, () => {
      const before = `[{"sid":"${a}","tag":${text}}]`;
      const after = allFixed(before, 'json');
      assert.equal(after, `[{"sid":"${a}","tag":${fixed}}]`);
      const [contact] = JSON.parse(after) as [{ tag: string }];
      assert.equal(check(before, 'json').file.values(0)!['tag'], contact.tag);
    });
  }

  for (const [what, text] of [
    ['an escape that nobody knows', `[{"sid":"${a}","tag":'\\d'}]`],
    ['a quote inside a text', `[{"sid":"${a}","tag":'it's'}]`],
    ['a quote inside curly quotes', `[{"sid":"${a}","tag":“the "best" shop”}]`],
    ['two texts without a space', `[{"sid":"${a}","custom_field":{"a":["5""7"]}}]`],
    ['two numbers in a list', `[{"sid":"${a}","custom_field":{"a":[98765 43210]}}]`],
    ['a hole in a list', `[{"sid":"${a}","custom_field":{"a":[1,,2]}}]`],
    ['a name without a value', `[{"sid" "tag":"x"}]`],
    ['a missing bracket', `[{"sid":"${a}","tag":"x"]`],
    ['a comment', `[{"sid":"${a}","tag":"x" /* y */}]`],
    ['a bare value', `[{"sid":"${a}","tag":x}]`],
    ['a null', `[{"sid":"${a}","tag":null,"email":"a@b.co"}]`],
    ['a key twice inside custom_field', `[{"sid":"${a}","custom_field":{"x":{"n":1,"n":2}}}]`],
    ['a long number of custom_field', `[{"sid":"${a}","custom_field":{"n":12345678901234567891}}]`],
    ['a truth', `[{"sid":"${a}","tag":true}]`],
    ['a sid that is a number', `[{"sid":12345,"tag":"x"}]`],
    ['a sid with spaces inside', `[{"sid":"${a.slice(0, 16)} ${a.slice(16)}","tag":"x"}]`],
    ['a sid with stray dashes', `[{"sid":"${a.slice(0, 4)}-${a.slice(4)}","tag":"x"}]`],
  ] as const) {
    it(`leaves ${what} to the author`, () => {
      assert.equal(allFixed(text, 'json'), text);
      assert.ok(check(text, 'json').problems.length > 0);
    });
  }

  it('takes a sid out of what surrounds it', () => {
    const uuid = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa';
    for (const sid of [` ${a} `, `{${a}}`, `'${a}'`, uuid, `{${uuid}}`, `\u200b${a}`]) {
      assert.equal(allFixed(`[{"sid":"${sid}","tag":"x"}]`, 'json'), `[{"sid":"${a}","tag":"x"}]`, sid);
    }
  });
});
