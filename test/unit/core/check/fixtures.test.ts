import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { checkContacts, readAndCheck } from '../../../../src/core/check/checkContacts';
import { decodeBytes } from '../../../../src/core/text/decode';
import { formatOf } from '../../../../src/core/file/formatOf';
import { LineTable } from '../../../../src/core/text/lineTable';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { problemSeverities } from '../../../../src/core/problem';
import { finish } from '../../../../src/core/steps';

const folder = join(__dirname, '../../../../../test/fixtures');
/** By file: `severity code line:column «text»`, lines and columns from 1, in the order of the text. */
const table = JSON.parse(readFileSync(join(folder, 'checked.json'), 'utf8')) as { [file: string]: readonly string[] };
const kinds = ['csv', 'json', 'jsonl', 'values'];

function problemsOf(name: string): string[] {
  const { text, problem } = decodeBytes(readFileSync(join(folder, name)));
  if (problem) return [problem.message];
  const file = finish(readContactFile(text, formatOf(name)!, { emptyCells: 'keep' }));
  const lines = new LineTable(text);
  const { problems } = finish(checkContacts(file));
  // While a file is read, most rows are passed by their characters alone, which must hide no problem.
  const asRead = finish(readAndCheck(text, formatOf(name)!, { emptyCells: 'keep' }));
  assert.deepEqual(asRead.problems, problems, 'isSound passes a row that has a problem');
  return problems.map(({ severity, code, start, end }) => {
    const { line, character } = lines.positionAt(start);
    return `${severity} ${code} ${line + 1}:${character + 1} «${shorten(text.slice(start, end))}»`;
  });
}

function shorten(written: string): string {
  return JSON.stringify(written.length > 40 ? `${written.slice(0, 39)}…` : written).slice(1, -1);
}

describe('every problem of every fixture', () => {
  it('is in the table, with every code', () => {
    const present = kinds.flatMap((kind) => readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`));
    assert.deepEqual(present.toSorted(), Object.keys(table).toSorted());
    assert.ok(present.length >= 60);
    const codes = new Set(Object.values(table).flatMap((problems) => problems.map((line) => line.split(' ')[1])));
    for (const code of Object.keys(problemSeverities)) assert.ok(codes.has(code), code);
  });

  for (const [name, expected] of Object.entries(table)) {
    it(name, () => assert.deepEqual(problemsOf(name), expected));
  }
});
