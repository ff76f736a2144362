import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { marksIn, type DownloadMark } from '../../../../src/core/download/downloadMark';
import { downloadText, markedLine } from '../../../../src/core/download/downloadText';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { formatOfText } from '../../../../src/core/read/formatOfText';
import { looksLikeContacts } from '../../../../src/core/read/looksLikeContacts';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { mark } from '../../../downloadMark';
import { sidOf } from '../../../sidOf';

const lines = [1, 2, 3].map((n) => `{"sid":"${sidOf(n)}","tag":"t${n}","custom_field":{"n":${n}}}`);

async function textOf(format: FileFormat, of: DownloadMark = mark, contacts = lines): Promise<string> {
  const iterate = async function* () {
    yield* contacts;
  };
  let text = '';
  for await (const part of downloadText(iterate, format, of)) text += part;
  return text;
}

const read = (text: string, format: FileFormat) => finish(readContactFile(text, format, { emptyCells: 'keep' }));
const marks = (text: string, format: FileFormat) =>
  finish(marksIn(read(text, format))).map((found) => JSON.parse(JSON.stringify(found)) as unknown);

const formats = ['csv', 'json', 'jsonLines'] as const;
const list = { ...mark, list: sidOf(9), first: 100, unread: 2 };
const custom = { ...mark, region: 'custom', origin: 'https://gateway.example.com:8443', read: undefined };

describe('what a downloaded file says of itself', () => {
  for (const format of formats) {
    it(`is read back, and is no problem and nothing that is sent: ${format}`, async () => {
      for (const of of [mark, list, custom]) {
        const text = await textOf(format, of);
        assert.deepEqual(marks(text, format), [JSON.parse(JSON.stringify(of))]);
        const checked = finish(checkContacts(read(text, format)));
        assert.deepEqual(checked.problems, []);
        assert.equal(checked.sendable, lines.length);
        const sent = [0, 1, 2].map((row) => JSON.parse(checked.contactText(row)!) as unknown);
        assert.deepEqual(
          sent,
          lines.map((line) => JSON.parse(line) as unknown),
        );
        assert.equal(looksLikeContacts(text, format), true);
        assert.equal(formatOfText(text), format);
      }
    });

    it(`takes the same room however many contacts there are, but for a delimiter each: ${format}`, async () => {
      const room = async (contacts: readonly string[]) => {
        const withMark = await textOf(format, list, [...contacts]);
        return withMark.length - (await textOf(format, { ...mark, account: 'a' }, [...contacts])).length;
      };
      assert.equal(await room(lines), await room(lines.slice(0, 1)));
    });

    it(`is not in a file that is of no download, whatever its contacts say: ${format}`, async () => {
      const text =
        '{"sid":"a","tag":"\\"exotel_download\\":\\"region=x account=y begun=2026-01-01\\"","custom_field":{"exotel_download":"region=x account=y begun=2026-01-01"}}';
      const [first] = [markedLine(text)];
      assert.deepEqual(
        marks(format === 'json' ? `{"contacts":[${first}]}` : `${first}\n`, format === 'csv' ? 'jsonLines' : format),
        [],
      );
      assert.deepEqual(marks(await textOf(format, mark, [first]), format), [mark]);
    });
  }

  it('survives a CSV that is sorted, cut, put together with another one, and saved again by a spreadsheet', async () => {
    const [header, ...rows] = (await textOf('csv')).trim().split('\n');
    const saved = (text: readonly string[], delimiter: string) =>
      text
        .map((line) =>
          line
            .split(',')
            .map((cell) => `"${cell.replace(/^"|"$/g, '')}"`)
            .join(delimiter),
        )
        .join('\r\n');
    assert.deepEqual(marks(`\ufeff${saved([header!, ...rows.toReversed().slice(0, 2)], ';')}\r\n`, 'csv'), [mark]);
  });

  it('survives JSON that another program writes anew, in another order, with escapes, or as a list of contacts', async () => {
    const document = JSON.parse(await textOf('json', custom)) as Record<string, unknown>;
    const expected = [JSON.parse(JSON.stringify(custom)) as unknown];
    const other = JSON.stringify({ contacts: document['contacts'], ...document, total: 3 }, undefined, 2);
    assert.deepEqual(marks(other, 'json'), expected);
    assert.deepEqual(marks(other.replaceAll('/', '\\/'), 'json'), expected);
    const jsonLines = await textOf('jsonLines', custom);
    const shuffled = jsonLines.trim().split('\n').toReversed();
    assert.deepEqual(marks(shuffled.join('\r\n'), 'jsonLines'), expected);
    assert.deepEqual(marks(`[${shuffled.join(',')}]`, 'json'), expected);
  });

  it('is said by each of the files that were put together', async () => {
    const both = (await textOf('jsonLines', list)) + (await textOf('jsonLines', custom));
    assert.deepEqual(marks(both, 'jsonLines'), [list, JSON.parse(JSON.stringify(custom))]);
  });

  it('replaces what the partial file says in its first line', async () => {
    const { read: _, ...begun } = mark;
    const partial = [markedLine(lines[0]!, begun), ...lines.slice(1)];
    for (const format of formats) {
      const text = await textOf(format, mark, partial);
      assert.deepEqual(marks(text, format), [mark]);
      assert.equal(text, await textOf(format));
    }
    assert.deepEqual(marks(partial.join('\n'), 'jsonLines'), [begun]);
  });

  it('is nothing where it is damaged', () => {
    for (const damaged of [
      '',
      'region=mumbai',
      'region=mumbai account=a begun=yesterday',
      'account=a begun=2026-01-01T00:00:00Z',
    ])
      assert.deepEqual(marks(`{"exotel_download":"${damaged}","contacts":[{"sid":"a"}]}`, 'json'), []);
    assert.deepEqual(marks('{"exotel_download":{"region":"mumbai"},"contacts":[{"sid":"a"}]}', 'json'), []);
  });
});
