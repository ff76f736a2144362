import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { rowsAt } from '../../../../src/core/file/rowsAt';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';

/** The rows for a text in which | is a cursor. */
function at(marked: string, format: FileFormat): number[] {
  const text = marked.replaceAll('|', '');
  const cursors: number[] = [];
  for (const part of marked.split('|').slice(0, -1)) cursors.push((cursors.at(-1) ?? 0) + part.length);
  const { rows } = finish(readContactFile(text, format, { emptyCells: 'keep' }));
  const lineAround = (offset: number) => {
    const end = text.indexOf('\n', offset);
    return { start: text.lastIndexOf('\n', offset - 1) + 1, end: end < 0 ? text.length : end };
  };
  return rowsAt(
    rows,
    cursors.map((offset) => ({ start: offset, end: offset })),
    lineAround,
  );
}

describe('the row at a cursor', () => {
  for (const [name, marked, expected, format = 'csv'] of [
    ['the beginning of a row', 'sid\na\n|b\nc', [1]],
    ['the end of a row', 'sid\na\nb|\nc', [1]],
    ['the end of the file', 'sid\na\nb\nc|', [2]],
    ['several cursors', 'sid\n|a\nb\nc|', [0, 2]],
    ['two cursors in a row', 'sid,tag\n|a,|1\nb,2', [0]],
    ['the header', 's|id\na\nb', []],
    ['the second line of a row', 'sid,tag\na,"1\n|2"\nb,3', [0]],
    ['a key of JSON', '[{"sid":"a"},{"s|id":"b"}]', [1], 'json'],
    ['between two objects', '[{"sid":"a"},|{"sid":"b"}]', [1], 'json'],
    ['the indentation of an object', '[\n|  {"sid":"a"},\n  {"sid":"b"}\n]', [0], 'json'],
    ['the bracket before all of them', '|[\n  {"sid":"a"}\n]', [], 'json'],
  ] as [string, string, number[], FileFormat?][]) {
    it(`is found: ${name}`, () => assert.deepEqual(at(marked, format), expected));
  }
});
