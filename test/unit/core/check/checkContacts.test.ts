import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts, type CheckedFile } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';

const a = 'a'.repeat(32);
const b = 'b'.repeat(32);

function check(text: string, format: FileFormat, emptyCells: 'keep' | 'clear' = 'keep') {
  return finish(checkContacts(finish(readContactFile(text, format, { emptyCells }))));
}

/** By row: the contact as it will be sent. */
function contactsOf({ file, contactOf }: CheckedFile) {
  return Array.from(file.rows.keys(), contactOf);
}

/** "error missing-sid 0 «text at the place»" for each problem. */
function problemsOf(text: string, format: FileFormat) {
  return check(text, format).problems.map(({ severity, code, row, start, end }) =>
    [severity, code, row ?? '-', `«${text.slice(start, end)}»`].join(' '),
  );
}

describe('checkContacts', () => {
  const table: [string, FileFormat, string, string[]][] = [
    ['a good contact', 'json', `[{"sid":"${a}","tag":"x"}]`, []],
    ['a good row', 'csv', `sid,tag\n${a},x`, []],
    ['no sid', 'json', `[{"tag":"x"}]`, ['error missing-sid 0 «{"tag":"x"}»']],
    ['an empty sid', 'json', `[{"sid":"","tag":"x"}]`, ['error missing-sid 0 «""»']],
    ['a blank sid', 'json', `[{"sid":"  ","tag":"x"}]`, ['error missing-sid 0 «"  "»']],
    ['no sid in a cell', 'csv', `sid,tag\n,x\n${a},y`, ['error missing-sid 0 «,x»']],
    ['a malformed sid', 'json', `[{"sid":"83ba","tag":"x"}]`, ['warning malformed-sid 0 «"83ba"»']],
    ['a malformed sid in a cell', 'csv', `tag,sid\nx,"83ba"`, ['warning malformed-sid 0 «"83ba"»']],
    ['white space in a sid', 'json', `[{"sid":"${a} ","tag":"x"}]`, [`error malformed-sid 0 «"${a} "»`]],
    ['a sid that leads to another address', 'json', `[{"sid":"..","tag":"x"}]`, ['error malformed-sid 0 «".."»']],
    [
      'a letter that only looks like one of a sid',
      'csv',
      `sid,tag\n\u0430${a.slice(1)},x`,
      [`error malformed-sid 0 «\u0430${a.slice(1)}»`],
    ],
    ['a line break in a sid', 'csv', `sid,tag\n"8\n3",x`, ['error malformed-sid 0 «"8\n3"»']],
    [
      'a spreadsheet’s number',
      'csv',
      `sid,tag\n8.3E+31,x\n"8,3E+31",y`,
      ['error malformed-sid 0 «8.3E+31»', 'error malformed-sid 1 «"8,3E+31"»'],
    ],
    ['upper case', 'json', `[{"sid":"${'A'.repeat(32)}","tag":"x"}]`, []],
    [
      'the same sid twice',
      'json',
      `[{"sid":"${a}","tag":"x"},{"sid":"${a}","tag":"y"}]`,
      [`error duplicate-sid 0 «"${a}"»`, `error duplicate-sid 1 «"${a}"»`],
    ],
    [
      'the same sid in another case',
      'csv',
      `sid,tag\n${a},x\n${b},y\n${a.toUpperCase()},z`,
      [`error duplicate-sid 0 «${a}»`, `error duplicate-sid 2 «${a.toUpperCase()}»`],
    ],
    [
      'a twin that is invalid for another reason',
      'json',
      `[{"sid":"${a}"},{"sid":"${a}","tag":"y"}]`,
      [
        `error nothing-to-update 0 «{"sid":"${a}"}»`,
        `error duplicate-sid 0 «"${a}"»`,
        `error duplicate-sid 1 «"${a}"»`,
      ],
    ],
    ['a sid alone', 'json', `[{"sid":"${a}"}]`, [`error nothing-to-update 0 «{"sid":"${a}"}»`]],
    ['a sid and empty cells', 'csv', `sid,tag\n${a},`, [`error nothing-to-update 0 «${a},»`]],
    [
      'a sid and read-only fields',
      'json',
      `[{"sid":"${a}","uri":"/x","date_created":1}]`,
      [`error nothing-to-update 0 «{"sid":"${a}","uri":"/x","date_created":1}»`],
    ],
    [
      'what an export added, in columns',
      'csv',
      `sid,tag,Exotel Verdict,exotel_code,exotel_message\n${a},x,updated,1000,"\ufffd, ""no"""\n${b},y`,
      [],
    ],
    [
      'what an export added, as members',
      'json',
      `[{"sid":"${a}","tag":"x","exotel_verdict":"updated","exotel_message":"\ufffd \\u0000","exotel_\\u0063ode":1.0000000000000000001}]`,
      [],
    ],
    [
      'nothing but what an export added',
      'jsonLines',
      `{"sid":"${a}","exotel_verdict":"updated"}`,
      [`error nothing-to-update 0 «{"sid":"${a}","exotel_verdict":"updated"}»`],
    ],
    ['a number for a text', 'json', `[{"sid":"${a}","tag":7}]`, ['error wrong-type 0 «7»']],
    ['null', 'json', `[{"sid":"${a}","tag":null,"email":"e"}]`, ['error wrong-type 0 «null»']],
    ['a list for custom_field', 'json', `[{"sid":"${a}","custom_field":[1]}]`, ['error wrong-type 0 «[1]»']],
    ['text for custom', 'json', `[{"sid":"${a}","custom":"x"}]`, ['error wrong-type 0 «"x"»']],
    ['a number for a sid', 'json', `[{"sid":7,"tag":"x"}]`, ['error wrong-type 0 «7»']],
    [
      'two wrong types',
      'json',
      `[{"sid":"${a}","tag":7,"email":true}]`,
      ['error wrong-type 0 «7»', 'error wrong-type 0 «true»'],
    ],
    ['text in a custom_field cell', 'csv', `sid,custom_field\n${a},Pune`, ['error wrong-type 0 «Pune»']],
    ['a stranger in the list', 'json', `[{"sid":"${a}","tag":"x"},7]`, ['error wrong-type 1 «7»']],
    [
      'both names of the custom field',
      'json',
      `[{"sid":"${a}","custom":{},"custom_field":{}}]`,
      ['error duplicate-column 0 «{}»'],
    ],
    ['one field twice', 'json', `[{"sid":"${a}","tag":"x","tag":"y"}]`, ['error duplicate-column 0 «"tag"»']],
    [
      'an escaped field twice',
      'json',
      `[{"sid":"${a}","tag":"b","t\\u0061g":"c"}]`,
      ['error duplicate-column 0 «"t\\u0061g"»'],
    ],
    [
      'a key twice, deep in a line',
      'jsonLines',
      `{"sid":"${a}","custom":{"x":[{"k":1},{"k":{"k":1,"k":2}}]}}`,
      ['error duplicate-column 0 «"k"»'],
    ],
    ['the same key in two objects', 'json', `[{"sid":"${a}","custom_field":{"x":{"k":1},"y":{"k":2},"k":3}}]`, []],
    ['a lost character in a sid', 'csv', `sid,tag\n\ufffd${a},x`, [`error lost-characters 0 «\ufffd${a}»`]],
    [
      'a lost character in a number',
      'json',
      `[{"sid":"${a}","number":"+91\ufffd"}]`,
      ['error lost-characters 0 «"+91\ufffd"»'],
    ],
    ['NUL in a text', 'json', `[{"sid":"${a}","tag":"x\\u0000"}]`, ['warning spreadsheet-damage 0 «"x\\u0000"»']],
    ['empty cells beyond the header', 'csv', `sid,tag\n${a},x,,"" ,\n${b},y`, []],
    ['a filled cell beyond the header', 'csv', `sid,tag\n${a},x,,z`, ['error syntax 0 «,z»']],
    ['a column twice', 'csv', `sid,tag,Tag\n${a},x,y`, ['error duplicate-column - «Tag»']],
    [
      'an unknown key, once for all rows',
      'json',
      `[{"sid":"${a}","tag":"x","fax":"1"},{"sid":"${b}","fax":"2","tag":"y"}]`,
      ['warning unknown-field - «"fax"»'],
    ],
    ['an unknown column', 'csv', `sid,tag,fax\n${a},x,1\n${b},y,2`, ['warning unknown-field - «fax»']],
    [
      'unknown keys of a prototype',
      'json',
      `[{"sid":"${a}","tag":"x","constructor":"1","__proto__":"2"}]`,
      ['warning unknown-field - «"constructor"»', 'warning unknown-field - «"__proto__"»'],
    ],
    ['a file with nothing in it', 'json', '{"contacts":[]}', ['error no-contacts - «{»']],
    ['a header alone', 'csv', 'sid,tag', ['error no-contacts - «sid,tag»']],
    ['a missing comma', 'json', `[{"sid":"${a}","tag":"x"} {"sid":"${b}","tag":"y"}]`, ['error syntax - «»']],
    ['a broken line', 'jsonLines', `{"sid":"${a}","tag":"x"}\n{"sid":"${b}","tag":}`, ['error syntax 1 «»']],
  ];
  for (const [name, format, text, expected] of table) {
    it(`${name} (${format})`, () => assert.deepEqual(problemsOf(text, format), expected));
  }

  it('makes what is sent: fields in one order, custom as custom_field, nothing that Exotel does not document', () => {
    const checked = check(
      `[{"tag":"x","custom":{"city":"Pune","__proto__":{"n":[1]}},"fax":"1","uri":"/","sid":"${a}","first_name":""}]`,
      'json',
    );
    assert.equal(
      JSON.stringify(contactsOf(checked)),
      `[{"sid":"${a}","first_name":"","tag":"x","custom_field":{"city":"Pune","__proto__":{"n":[1]}}}]`,
    );
  });

  it('keeps or clears with empty cells as configured', () => {
    const text = `sid,tag,email,custom_field.city\n${a},,e@example.com,`;
    assert.deepEqual(contactsOf(check(text, 'csv')), [{ sid: a, email: 'e@example.com' }]);
    const [cleared] = contactsOf(check(text, 'csv', 'clear'));
    assert.equal(JSON.stringify(cleared), `{"sid":"${a}","email":"e@example.com","tag":"","custom_field":{"city":""}}`);
  });

  it('sends nothing of a document that has two lists, or a list and something else of its name', () => {
    const list = `"contacts":[{"sid":"${a}","tag":"x"}]`;
    for (const text of [
      `{${list},"contacts":5}`,
      `{"contacts":5,${list}}`,
      `{${list},"contacts":[]}`,
      `{"a":1,"a":1,${list}}`,
    ]) {
      const { file, sendable, problems } = check(text, 'json');
      assert.deepEqual([file.whole, sendable, problems[0]?.code], [false, 0, 'duplicate-column']);
      const [first] = problems[0]!.related!;
      assert.match(text.slice(first!.start, first!.end), /^"(contacts|a)"$/);
    }
    assert.equal(check(`sid,custom_field.\ufffd,tag\n${a},x,y`, 'csv').sendable, 0);
  });

  it('sends nothing of a file that cannot be read whole, and still names its rows', () => {
    const checked = check(`[{"sid":"${a}","tag":"x"} {"sid":"${b}","tag":"y"}]`, 'json');
    assert.equal(checked.file.whole, false);
    assert.equal(checked.sendable, 0);
    assert.deepEqual(contactsOf(checked), [undefined, undefined]);
    assert.deepEqual([0, 1].map(checked.sidOf), [a, b]);
    assert.deepEqual(contactsOf(check(`sid,tag\n${a},x\n${b},"y`, 'csv')), [undefined, undefined]);
  });

  it('keeps out the broken line alone', () => {
    const checked = check(`{"sid":"${a}","tag":"x"}\n{"sid":"${b}","tag":}`, 'jsonLines');
    assert.deepEqual(contactsOf(checked), [{ sid: a, tag: 'x' }, undefined]);
    assert.deepEqual([checked.sendable, checked.isSendable(0), checked.isSendable(1)], [1, true, false]);
    assert.deepEqual(
      [...checked.invalid].map(([row, { code }]) => [row, code]),
      [[1, 'syntax']],
    );
  });

  it('warns of a malformed sid and sends it anyway', () => {
    const checked = check('[{"sid":"toString","tag":"x"}]', 'json');
    assert.deepEqual(contactsOf(checked), [{ sid: 'toString', tag: 'x' }]);
    assert.equal(checked.invalid.size, 0);
  });

  it('leads each occurrence of a sid to ten others at most, in a time that grows with the file', () => {
    const text = `sid,tag\n${Array.from({ length: 5000 }, (_, row) => `${a},t${row}`).join('\n')}`;
    const { problems, invalid } = check(text, 'csv');
    assert.equal(problems.length, 5000);
    assert.equal(invalid.size, 5000);
    for (const { related, start } of problems) {
      assert.equal(related?.length, 10);
      assert.ok(related.every((other) => other.start !== start && text.slice(other.start, other.end) === a));
    }
  });

  it('refuses a custom field that is nested too deeply to be sent', () => {
    const deep = (levels: number) => `${'{"k":'.repeat(levels)}"v"${'}'.repeat(levels)}`;
    const { contactOf, problems } = check(
      `[{"sid":"${a}","custom_field":${deep(100)}},{"sid":"${b}","custom_field":${deep(101)}}]`,
      'json',
    );
    assert.ok(contactOf(0));
    assert.deepEqual(
      problems.map(({ code, row }) => [code, row]),
      [['wrong-type', 1]],
    );
    assert.match(problems[0]!.message, /nested more than 100 levels deep/);
    assert.equal(check(`[{"sid":"${a}","custom_field":${deep(20_000)}}]`, 'json').contactOf(0), undefined);
  });

  it('contains no value of a contact but its sid', () => {
    const secret = 'Sentinelia';
    const rows = [
      `{"sid":"${a}","tag":7,"first_name":["${secret}"],"email":{"x":"${secret}"},"custom_field":"${secret}"}`,
      `{"first_name":"${secret}"}`,
      `{"sid":"${b}","number":"${secret}","fax":"${secret}","custom":{},"custom_field":{"x":"${secret}"}}`,
      `"${secret}"`,
    ];
    for (const text of [
      `[${rows.join(',')}]`,
      `[${rows.join(' ')}`,
      `sid,first_name\n,${secret}\n${a},${secret},${secret}\n"${b},${secret}`,
    ]) {
      const { problems } = check(text, text.startsWith('[') ? 'json' : 'csv');
      assert.ok(problems.length > 1);
      assert.doesNotMatch(JSON.stringify(problems), /Sentinel/);
    }
  });
});
