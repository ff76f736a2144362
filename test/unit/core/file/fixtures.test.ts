import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import { decodeBytes } from '../../../../src/core/text/decode';
import { formatOf } from '../../../../src/core/file/formatOf';
import { LineTable } from '../../../../src/core/text/lineTable';
import { looksLikeContacts } from '../../../../src/core/read/looksLikeContacts';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { checkInvariants } from './checkInvariants';
import { valuesOf } from './rowsOf';

/** One entry of expected.json. Lines and columns count from 1, as an editor shows them. */
interface Expected {
  readonly encoding: string;
  /** Instead of everything below. */
  readonly undecodable?: { readonly line: number; readonly byte: number };
  readonly format?: string;
  /** Whether it is recognised as a contacts file. */
  readonly contacts?: boolean;
  readonly whole?: boolean;
  /** Values by row, null for a row that cannot be read. */
  readonly rows?: readonly unknown[];
  /** `code place line:column-line:column`, the place being `file` or `row n` from 0. */
  readonly problems?: readonly string[];
}

const folder = join(__dirname, '../../../../../test/fixtures');
const table = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as { [file: string]: Expected };

function readFixture(name: string): Expected {
  const { text, encoding, problem } = decodeBytes(readFileSync(join(folder, name)));
  if (problem) return { encoding, undecodable: { line: problem.line + 1, byte: problem.offset } };
  const format = formatOf(name)!;
  const file = finish(readContactFile(text, format, { emptyCells: 'keep' }));
  checkInvariants(file);
  const lines = new LineTable(text);
  const place = (offset: number) => {
    const { line, character } = lines.positionAt(offset);
    return `${line + 1}:${character + 1}`;
  };
  return {
    encoding,
    format,
    contacts: looksLikeContacts(text, format),
    whole: file.whole,
    rows: valuesOf(file).map((values) => (values ? (JSON.parse(JSON.stringify(values)) as unknown) : null)),
    problems: file.problems.map(
      ({ code, row, start, end }) =>
        `${code} ${row === undefined ? 'file' : `row ${row}`} ${place(start)}-${place(end)}`,
    ),
  };
}

describe('fixtures', function () {
  this.timeout(120_000);

  const present = ['csv', 'json', 'jsonl', 'others'].flatMap((kind) =>
    readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`),
  );

  it('are all in the table', () => {
    assert.deepEqual(present.toSorted(), Object.keys(table).toSorted());
    assert.ok(present.length >= 100);
  });

  for (const [name, expected] of Object.entries(table)) {
    it(name, () => assert.deepEqual(readFixture(name), expected));
  }
});
