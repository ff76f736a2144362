import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts, readAndCheck } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';

const sid = '7ab33e85a1f2436ba9b1c7f20d5e9a1c';
const options = { emptyCells: 'keep' } as const;

/** Values as a JSON string or a CSV cell writes them. */
const numbers = ['98765 43210', '9876543210', '9.19877E+11', '+919876543210', '', '12', 'ask \\t', '98\\/76', '98""76'];
const emails = ['asha', 'asha@example.com', 'a\\/b@example.com', 'a""b@example.com', '', 'a@b', 'asha@@example.com'];

const rows = numbers.flatMap((number) => emails.map((email) => [number, email] as const));

/** The check while the file is read, where most rows are judged by their scan, and the one that looks at every row's values. */
function assertSame(text: string, format: FileFormat, least: number) {
  const byScan = finish(readAndCheck(text, format, options));
  const byValues = finish(checkContacts(finish(readContactFile(text, format, options))));
  assert.deepEqual(byScan.problems, byValues.problems);
  for (let row = 0; row < byScan.file.rows.length; row++) {
    assert.equal(byScan.isSendable(row), byValues.isSendable(row), `row ${row}`);
    assert.equal(byScan.sidOf(row), byValues.sidOf(row), `row ${row}`);
  }
  assert.ok(byScan.problems.length >= least, `${byScan.problems.length} problems`);
}

describe('a row with a plain sid', () => {
  it('has the same problems by its scan and by its values: JSON', () => {
    const contacts = rows
      .filter((values) => values.every((value) => !value.includes('""')))
      .map(([number, email]) => `{"sid":"${sid}","number":"${number}","email":"${email}","nickname":"A"}`);
    assertSame(`[${contacts.join(',')},{"sid":"${sid}","nickname":"A"},{"sid":"${sid}"}]`, 'json', 80);
  });

  for (const quote of ['"', '']) {
    it(`has the same problems by its scan and by its values: CSV${quote && ' in quotes'}`, () => {
      const lines = rows.map(([number, email]) => `${sid},${quote}${number}${quote},${quote}${email}${quote}`);
      assertSame(['sid,number,email', ...lines, sid].join('\n'), 'csv', 80);
    });
  }
});
