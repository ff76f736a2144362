import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { LineTable } from '../../../../src/core/text/lineTable';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { describeRows, hashText } from '../../../../src/core/run/describeRows';
import { finish } from '../../../../src/core/steps';

function rowsOf(text: string, format: FileFormat) {
  const checked = finish(checkContacts(finish(readContactFile(text, format, { emptyCells: 'keep' }))));
  return finish(describeRows(checked, new LineTable(text)));
}

describe('describeRows', () => {
  it('gives line, sid and a short fingerprint of what is sent', () => {
    const rows = rowsOf('sid,tag\r\n"a","x\r\ny"\r\n,z\r\nb,x', 'csv');
    assert.deepEqual(
      Array.from(rows, ({ line, sid }) => [line, sid]),
      [
        [2, 'a'],
        [4, ''],
        [5, 'b'],
      ],
    );
    assert.match(rows.fingerprint(0), /^[0-9a-f]{6}$/);
    assert.equal(rows.fingerprint(1), '');
  });

  it('gives one fingerprint to one contact, however it is written', () => {
    const [json] = rowsOf('[{"tag":"x","sid":"a","custom":{"k":"v"}}]', 'json');
    const [spread] = rowsOf('[\n{ "custom_field": { "k": "v" }, "uri": 1, "sid": "a",\n"tag": "x" }]', 'json');
    const [csv] = rowsOf('custom_field.k;Tag;sid\nv;x;a', 'csv');
    assert.equal(json?.fingerprint, spread?.fingerprint);
    assert.equal(json?.fingerprint, csv?.fingerprint);
    assert.notEqual(json?.fingerprint, rowsOf('[{"tag":"y","sid":"a","custom":{"k":"v"}}]', 'json').fingerprint(0));
  });

  it('sees a change of a digit that no double keeps', () => {
    const prints = ['891', '892'].map((end) =>
      rowsOf(`[{"sid":"a","custom_field":{"id":12345678901234567${end}}}]`, 'json').fingerprint(0),
    );
    assert.notEqual(prints[0], prints[1]);
  });

  it('hashes a text of any length', () => {
    for (const text of ['', 'a', '🙂'.repeat(700_000)]) {
      assert.equal(finish(hashText(text)), createHash('sha256').update(text, 'utf16le').digest('hex'));
    }
  });

  it('hashes a text the same whatever its line ends, and no other text', () => {
    const hashes = ['a\nb\n\nc', 'a\rb\n\r\nc', 'a\r\nb\r\rc'].map((text) => finish(hashText(text)));
    assert.equal(new Set(hashes).size, 1);
    assert.notEqual(finish(hashText('a\nb\nc')), hashes[0]);
    // Around the place where the text is cut.
    for (let length = (1 << 20) - 3; length <= (1 << 20) + 2; length++) {
      const start = 'x'.repeat(length);
      assert.equal(finish(hashText(`${start}\r\ny`)), finish(hashText(`${start}\ny`)), `${length}`);
      assert.equal(finish(hashText(`${start}\r\r\ny`)), finish(hashText(`${start}\n\ny`)), `${length}`);
      assert.equal(finish(hashText(`${start}\r`)), finish(hashText(`${start}\n`)), `${length}`);
      assert.equal(finish(hashText(`${start}\ry`)), finish(hashText(`${start}\ny`)), `${length}`);
    }
  });
});
