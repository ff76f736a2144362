import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { FileDecoder } from '../../../../src/core/text/decode';
import { byteOrderMark, encodeText } from '../../../../src/core/text/encode';
import { formatOf } from '../../../../src/core/file/formatOf';
import { checkAgain, exportRows, someOutcomes } from './readAgain';
import { readAll } from './readAll';

const folder = join(__dirname, '../../../../../test/fixtures');
const names = ['csv', 'json', 'jsonl', 'others', 'values'].flatMap((kind) =>
  readdirSync(join(folder, kind)).map((name) => `${kind}/${name}`),
);

describe('the re-sendable export of a fixture, read again', function () {
  this.timeout(120_000);
  let exported = 0;

  for (const name of names) {
    it(`has equal contacts, and equal bytes in all that was there before: ${name}`, () => {
      const decoder = new FileDecoder();
      const bytes = readFileSync(join(folder, name));
      decoder.push(bytes);
      const decoded = decoder.end();
      if (decoded.problem) return;
      const text = decoded.text.toString();
      const file = readAll(text, formatOf(name)!);
      // Of what cannot be read whole nothing is sent, so there is no run of it.
      if (!file.file.whole || file.file.rows.length === 0) return;
      exported++;

      const encoding = { name: decoded.encoding, hasByteOrderMark: decoder.hasByteOrderMark };
      const encode = (part: string) => Buffer.concat([byteOrderMark(encoding), encodeText(part, encoding.name)]);
      assert.deepEqual(encode(text), bytes);

      fc.assert(
        fc.property(someOutcomes(file), ({ outcomes, rows }) => {
          const written = exportRows(file, rows, outcomes);
          const again = new FileDecoder();
          again.push(encode(written));
          assert.deepEqual(
            { ...again.end(), hasMark: again.hasByteOrderMark },
            {
              text: written,
              encoding: encoding.name,
              hasMark: encoding.hasByteOrderMark,
            },
          );
          checkAgain(file, rows, outcomes, written);
        }),
        { numRuns: 20 },
      );
    });
  }

  it('is made of most fixtures', () => assert.ok(exported > 60, String(exported)));
});
