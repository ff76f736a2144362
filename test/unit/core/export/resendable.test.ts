import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { resendable } from '../../../../src/core/export/resendable';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import type { Outcome } from '../../../../src/core/outcome';
import { sidOf } from '../../../sidOf';
import { readAll } from './readAll';

const rejected: Outcome = { verdict: 'rejected', status: 404, error: { code: 1000, message: 'Not found' } };
const saying = (message: string): Outcome => ({ verdict: 'rejected', error: { message } });
const notSent: Outcome = { verdict: 'notSent', reason: 'Stopped; before it' };

interface Case {
  readonly name: string;
  readonly format: FileFormat;
  readonly text: string;
  /** All rows unless given. */
  readonly rows?: readonly number[];
  readonly outcome?: Outcome;
  readonly emptyCells?: 'keep' | 'clear';
  readonly expected: string;
}

const cases: readonly Case[] = [
  {
    name: 'CSV with commas',
    format: 'csv',
    text: 'sid,tag\na,x\nb,y\nc,z\n',
    rows: [0, 2],
    expected:
      'sid,tag,exotel_verdict,exotel_code,exotel_message\na,x,rejected,1000,Not found\nc,z,rejected,1000,Not found\n',
  },
  {
    name: 'semicolons, a sep line, CRLF, and no line end at the end',
    format: 'csv',
    text: 'sep=;\r\n sid ; tag\r\na;"x;""1""\r\n2"\r\n\r\n;;\r\nb; y ',
    outcome: notSent,
    expected:
      'sep=;\r\n sid ; tag;exotel_verdict;exotel_code;exotel_message\r\n' +
      'a;"x;""1""\r\n2";notSent;;"Stopped; before it"\r\nb; y ;notSent;;"Stopped; before it"',
  },
  {
    name: 'tabs, with an empty first cell',
    format: 'csv',
    text: 'tag\tsid\n\ta\nx\tb\n',
    expected:
      'tag\tsid\texotel_verdict\texotel_code\texotel_message\n\ta\trejected\t1000\tNot found\nx\tb\trejected\t1000\tNot found\n',
  },
  {
    name: 'quotes around all cells',
    format: 'csv',
    text: '"sid","tag"\n"a","x"\n',
    expected: '"sid","tag","exotel_verdict","exotel_code","exotel_message"\n"a","x","rejected","1000","Not found"\n',
  },
  {
    name: 'the columns of an earlier export, wherever they are',
    format: 'csv',
    text: 'Exotel Verdict,sid, exotel_code ,tag,exotel_message\nupdated,a,7, x ,"old, old"\nupdated,b\n',
    expected:
      'sid,tag,exotel_verdict,exotel_code,exotel_message\na, x ,rejected,1000,Not found\nb,,rejected,1000,Not found\n',
  },
  {
    name: 'other columns that begin with exotel_',
    format: 'csv',
    text: 'sid,tag,exotel_note\na,x,mine\n',
    expected: 'sid,tag,exotel_note,exotel_verdict,exotel_code,exotel_message\na,x,mine,rejected,1000,Not found\n',
  },
  {
    name: 'a short row, and one with empty cells beyond the columns',
    format: 'csv',
    text: 'sid,tag,email\na\nb,y,,,\n',
    expected:
      'sid,tag,email,exotel_verdict,exotel_code,exotel_message\na,,,rejected,1000,Not found\nb,y,,rejected,1000,Not found\n',
  },
  {
    name: 'a short row where an empty cell clears its field: it gets no cell that it did not have',
    format: 'csv',
    text: 'sid,tag,email\na,x\nb,y,\n',
    emptyCells: 'clear',
    expected: 'sid,tag,email,exotel_verdict,exotel_code,exotel_message\na,x\nb,y,,rejected,1000,Not found\n',
  },
  {
    name: 'a row with too many cells, and one that an earlier export has marked',
    format: 'csv',
    text: 'sid,tag,exotel_verdict,exotel_code,exotel_message\na,x,y,z,invalid,syntax,too many\nb,1,2,3,4,5,6\n',
    expected:
      'sid,tag,exotel_verdict,exotel_code,exotel_message\na,x,y,z,rejected,1000,Not found\nb,1,2,3,4,5,6,rejected,1000,Not found\n',
  },
  ...['=1+1', '+91', '-1', '@SUM(A1)', '\tx'].map((message): Case => {
    const guarded = message.startsWith('\t') ? "'\tx" : `'${message}`;
    return {
      name: `a message that begins like a formula: ${JSON.stringify(message)}`,
      format: 'csv',
      text: 'sid,number\na,+919876543210\n',
      outcome: saying(message),
      expected: `sid,number,exotel_verdict,exotel_code,exotel_message\na,+919876543210,rejected,,${guarded}\n`,
    };
  }),
  {
    name: 'a JSON document, with what is around the contacts',
    format: 'json',
    text: '{"by": "crm",\n "contacts": [\n  {"sid": "a",\n   "tag": "x"},\n  { "sid" : "b" , "tag" : "y" },\n  {"sid":"c","n":1.0000000000000000001}\n ]\n}\n',
    rows: [1, 2],
    expected:
      '{"by": "crm",\n "contacts": [\n  { "sid" : "b" , "tag" : "y" , "exotel_verdict" : "rejected" , "exotel_code" : "1000" , "exotel_message" : "Not found" },\n' +
      '  {"sid":"c","n":1.0000000000000000001,"exotel_verdict":"rejected","exotel_code":"1000","exotel_message":"Not found"}\n ]\n}\n',
  },
  {
    name: 'one member on each line',
    format: 'json',
    text: '[\n  {\n    "sid": "a",\n    "tag": "x"\n  }\n]',
    expected:
      '[\n  {\n    "sid": "a",\n    "tag": "x",\n    "exotel_verdict": "rejected",\n    "exotel_code": "1000",\n    "exotel_message": "Not found"\n  }\n]',
  },
  {
    name: 'one member, none, and what is no contact',
    format: 'json',
    text: '[ { "sid": "a" }, {}, 7 ]',
    outcome: { verdict: 'updated' },
    expected:
      '[ { "sid": "a", "exotel_verdict": "updated", "exotel_code": "", "exotel_message": "" }, {"exotel_verdict":"updated","exotel_code":"","exotel_message":""}, 7 ]',
  },
  {
    name: 'the members of an earlier export, wherever they are',
    format: 'json',
    text: '[{"exotel_verdict": "updated", "sid": "a", "exotel_\\u0063ode": {"x": 1}, "tag": "x"}, {"exotel_verdict":"updated"}]',
    expected:
      '[{"sid": "a", "tag": "x", "exotel_verdict": "rejected", "exotel_code": "1000", "exotel_message": "Not found"}, ' +
      '{"exotel_verdict":"rejected","exotel_code":"1000","exotel_message":"Not found"}]',
  },
  {
    name: 'JSON lines, one of them broken',
    format: 'jsonLines',
    text: '{"sid":"a"}\r\n\r\n  {"sid":"b",}  \r\n\t{"sid": "c", "tag": "\\u0000"} ',
    rows: [1, 2],
    outcome: saying('\0 “x”\n'),
    expected:
      '  {"sid":"b",}  \r\n\t{"sid": "c", "tag": "\\u0000", "exotel_verdict": "rejected", "exotel_code": "", "exotel_message": "\\u0000 “x”\\n"} ',
  },
];

describe('the re-sendable export', () => {
  for (const { name, format, text, outcome = rejected, emptyCells = 'keep', expected, ...given } of cases) {
    it(`is cut from the source: ${name}`, () => {
      const { file } = readAll(text, format);
      const rows = given.rows ?? [...file.rows.keys()];
      assert.equal([...resendable({ file, rows, outcome: () => outcome, emptyCells })].join(''), expected);
    });
  }

  it('of many rows comes in parts of a row each, so that it can be written and cancelled in between', function () {
    this.timeout(60_000);
    const lines = Array.from({ length: 100_000 }, (_, n) => `${sidOf(n)},name ${n}`);
    const { file } = readAll(`sid,first_name\n${lines.join('\n')}\n`, 'csv');
    const rows = [...file.rows.keys()];
    let count = 0;
    let longest = 0;
    for (const part of resendable({ file, rows, outcome: () => rejected, emptyCells: 'keep' })) {
      count++;
      longest = Math.max(longest, part.length);
    }
    assert.equal(count, rows.length + 1);
    assert.ok(longest < 200);
  });

  it('leaves the verdict empty where there is none', () => {
    const { file } = readAll('sid,tag\na,x', 'csv');
    const parts = resendable({ file, rows: [0], outcome: () => undefined, emptyCells: 'keep' });
    assert.equal([...parts].join(''), 'sid,tag,exotel_verdict,exotel_code,exotel_message\na,x,,,');
  });
});
