import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { formatOf } from '../../../../src/core/file/formatOf';
import { formatOfText } from '../../../../src/core/read/formatOfText';
import { looksLikeContacts } from '../../../../src/core/read/looksLikeContacts';

const sid = 'a0c4e100000000000000000000000001';

describe('formatOf', () => {
  const names: readonly [string, FileFormat | undefined][] = [
    ['contacts.json', 'json'],
    ['CONTACTS.JSON', 'json'],
    ['a.jsonl', 'jsonLines'],
    ['a.ndjson', 'jsonLines'],
    ['/some.where/a.Csv', 'csv'],
    ['a.tsv', 'csv'],
    ['a.csv.bak', undefined],
    ['csv', undefined],
    ['Untitled-1', undefined],
    ['a.constructor', undefined],
    ['', undefined],
  ];
  for (const [name, format] of names) it(`takes "${name}" for ${format}`, () => assert.equal(formatOf(name), format));
});

describe('formatOfText', () => {
  const texts: readonly [string, FileFormat | undefined][] = [
    ['{"contacts":[]}', 'json'],
    ['\ufeff \n[{"sid":"a"}]', 'json'],
    ['{\n"contacts":[{"sid":"a"}]}', 'json'],
    ['{"sid":"a","tag":"b"}\n{"sid":"c","tag":"d"}', 'jsonLines'],
    ['{"sid":"a","tag":"b"}', 'json'],
    ['sid;tag\na;b', 'csv'],
    ['Dear all,\nsee you', undefined],
    ['', undefined],
  ];
  for (const [text, format] of texts) {
    it(`takes ${JSON.stringify(text)} for ${format}`, () => assert.equal(formatOfText(text), format));
  }
});

describe('looksLikeContacts', () => {
  const contact = `{"sid":"${sid}","first_name":"Asha"}`;
  const cases: readonly [name: string, FileFormat, text: string, expected: boolean][] = [
    ['a list cut off in the middle', 'json', `{"contacts":[${`${contact},`.repeat(2000)}`, true],
    ['a list whose first contact has no sid', 'json', `{"contacts":[{"tag":"x"},${contact}]}`, true],
    ['a list behind other keys', 'json', `{"version":1,"contacts":[{"sid":"${sid}"}]}`, true],
    ['a bare list with sids and nothing we know', 'json', `[{"sid":"${sid}","status":"x"}]`, false],
    ['a sid that is a number', 'json', '{"contacts":[{"sid":5}]}', false],
    ['a list below another key', 'json', `{"data":{"contacts":[${contact}]}}`, false],
    ['a large file of something else', 'json', `{"features":[${'{"type":"Feature"},'.repeat(9000)}`, false],
    ['one wide line', 'csv', `sid,tag\n${'x'.repeat(70_000)}`, true],
    ['a header of read-only columns', 'csv', 'sid,uri,date_created\n', false],
    ['a list of calls', 'csv', `Sid,From,To,Tag\n${sid},+919876500001,+919876500002,x\n`, false],
    ['a list of calls with other words', 'csv', `Sid,Call Type,Status,Number\n${sid},trans,completed,0987\n`, false],
    ['a list of numbers', 'csv', `Sid,PhoneNumberSid,Number\n${sid},${sid},+12025550101\n`, false],
    ['sids of another vendor', 'csv', `sid,number,first_name\nCA${sid},+12025550101,x\n`, false],
    ['numbers and a column of the file’s own', 'csv', `sid,number,City\n${sid},+12025550101,Pune\n`, true],
    ['a status beside names', 'csv', `sid,first_name,status,to\n${sid},Asha,active,x\n`, true],
    ['calls as a list', 'json', `[{"sid":"${sid}","from":"1","to":"2","tag":"x"}]`, false],
    ['calls line by line', 'jsonLines', `{"sid":"${sid}","from":"1","to":"2","number":"3"}`, false],
    ['contacts with the sids of another vendor', 'json', `[{"sid":"CA${sid}","tag":"x"}]`, false],
    ['a header alone', 'csv', 'sid,custom_field.city\n', true],
  ];
  for (const [name, format, text, expected] of cases) {
    it(`says ${expected} to ${name}`, () => assert.equal(looksLikeContacts(text, format), expected));
  }
});
