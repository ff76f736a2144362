import * as assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { ContactTexts } from '../../../../src/core/results/contactTexts';
import { finish } from '../../../../src/core/steps';
import { PageFeed } from '../../../../src/editor/results/pageFeed';
import type { ToPage } from '../../../../src/protocol';
import type { RowView } from '../../../../src/webview/resultRows';
import { fail, headOf, ListedResults } from '../../../listedResults';
import type { Arrangement } from '../../../../src/webview/arrangeRows';
import { PageModel } from '../../webview/pageModel';

/** Five messages of this length are more than the page is sent. */
const long = 'x'.repeat(150_000);

const result = fc.tuple(
  fc.constantFrom(null, 'updated', 'rejected', 'unknown', 'invalid', 'notSent', 'warning'),
  fc.constantFrom('', '1000', 'bad-email'),
  fc.oneof(
    fc.constantFrom('', 'Contact not found', 'null', '1000\nand more'),
    fc.nat(9).map((n) => `${n} ${long}`),
  ),
  fc.nat(3),
);
const row = fc
  .tuple(fc.nat(), fc.string({ maxLength: 8 }), result)
  .map(([line, sid, of]): RowView => [line, sid, ...of]);

describe('PageFeed', function () {
  this.timeout(60_000);

  it('gives the page the rows of the run, after any changes, seen or not', async () => {
    const change = fc.array(fc.tuple(fc.nat(), result), { minLength: 1, maxLength: 8 });
    const step = fc.oneof(change, fc.constantFrom('hide' as const, 'ready' as const));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), fc.array(step), async (rows, steps) => {
        const source = new ListedResults(rows);
        const page = await PageModel.of(source);
        const all = rows.map((_, index) => index);
        for (const one of steps) {
          if (one === 'hide') await page.feed.seen(false);
          else if (one === 'ready') await page.feed.pageReady();
          else {
            const changed = one.map(([at, now]) => {
              source.change(at % rows.length, now);
              return at % rows.length;
            });
            page.feed.changed(changed);
            await page.feed.seen(true);
            assert.deepEqual(await page.views(all), source.listed);
          }
        }
        await page.feed.seen(true);
        page.feed.dispose();
        assert.deepEqual(await page.views(all), source.listed);
      }),
      { numRuns: 100 },
    );
  });

  it('lets the page read a message again that changed, where too many differ to send them all', async () => {
    const rejected = (n: number) => ['rejected', '1000', `${n} ${long}`, 1] as const;
    const source = new ListedResults([0, 1, 2, 3, 4].map((n): RowView => [n, `sid ${n}`, ...rejected(n)]));
    const page = await PageModel.of(source);
    assert.ok(page.rows.cut);
    assert.deepEqual(await page.views([4]), [source.listed[4]]);
    source.change(4, rejected(5));
    page.feed.changed([4]);
    await page.feed.seen(true);
    assert.deepEqual(await page.views([4]), [source.listed[4]]);
  });

  it('sends neighbours with the same result in one stretch', async () => {
    const source = new ListedResults(Array.from({ length: 100 }, (_, n): RowView => [n, '', null, '', '', 0]));
    const page = await PageModel.of(source);
    for (let index = 10; index < 90; index++) source.change(index, ['updated', '', '', 1]);
    page.feed.changed(source.listed.map((_, index) => index));
    await page.feed.seen(true);
    assert.deepEqual(page.rows.resultOf.slice(8, 12), Uint16Array.of(0, 0, 1, 1));
    assert.ok(page.log.at(-1)!.bytes < 700, `${page.log.at(-1)!.bytes} bytes`);
  });

  it('shows something else at once, and in place of the changes of what was shown', async () => {
    const source = new ListedResults([[2, 'a', null, '', '', 0]]);
    const page = await PageModel.of(source);
    const types = (): ToPage['type'][] => page.log.map(({ type }) => type);
    source.change(0, ['updated', '', '', 1]);
    page.feed.changed([0]);
    page.feed.changed('all');
    await page.feed.seen(true);
    await nextTurn();
    assert.deepEqual(types(), ['snapshot', 'snapshot']);
    await page.feed.seen(false);
    page.feed.changed('all');
    page.feed.changed([0]);
    assert.deepEqual(types(), ['snapshot', 'snapshot']);
    await page.feed.seen(true);
    await page.feed.seen(true);
    assert.deepEqual(types(), ['snapshot', 'snapshot', 'snapshot']);
    assert.deepEqual(await page.views([0]), source.listed);
  });

  it('answers no question about what is not shown any more', async () => {
    const source = new ListedResults([[2, 'a', null, '', '', 0]]);
    const page = await PageModel.of(source);
    source.headNow = headOf(1, 'another run');
    await page.feed.answer({ type: 'readTexts', id: 'run', rows: [0] });
    const asked = page.feed.answer({ type: 'findRows', id: 'another run', text: 'a' });
    page.feed.changed('all');
    await asked;
    await nextTurn();
    assert.deepEqual(
      page.log.map(({ type }) => type),
      ['snapshot', 'snapshot'],
    );
  });

  it('sends what a search has found so far, and all of it at the end', async () => {
    const file = finish(readContactFile('sid,tag\na,x\nb,x\n', 'csv', { emptyCells: 'keep' }));
    /** A file so large that the search is half way until it is let go on. */
    class LargeFile extends ContactTexts {
      isReleased = false;
      override *find(_pattern: RegExp, _wanted: string, found: Uint8Array) {
        found[0] = 1;
        while (!this.isReleased) yield;
        found[0] = 3;
      }
    }
    const source = new ListedResults([
      [2, 'a', null, '', '', 0],
      [3, 'b', null, '', '', 0],
    ]);
    const texts = (source.texts = new LargeFile(file));
    const found: [bits: number | undefined, isPartial: boolean][] = [];
    const feed = new PageFeed(
      source,
      (message) => {
        if (message.type !== 'rowsFound') return;
        found.push([message.found[0], message.isPartial]);
        texts.isReleased = true;
      },
      fail,
    );
    await feed.pageReady();
    await feed.answer({ type: 'findRows', id: 'run', text: 'x' });
    assert.deepEqual(found, [
      [1, true],
      [3, false],
    ]);
  });

  it('answers the next search after one that failed, and so with the order and the texts of rows', async () => {
    const file = finish(readContactFile('sid,tag\na,x\nb,y\n', 'csv', { emptyCells: 'keep' }));
    /** A file that cannot be searched, sorted or read. */
    class UnreadableFile extends ContactTexts {
      override *find(): Generator<undefined, void> {
        yield;
        throw new Error('find');
      }
      override *column(): Generator<undefined, string[]> {
        yield;
        throw new Error('column');
      }
      override texts(): string[] {
        throw new Error('texts');
      }
    }
    const source = new ListedResults([
      [2, 'b', 'rejected', '', 'no', 1],
      [3, 'a', 'updated', '', '', 1],
    ]);
    const failures: string[] = [];
    const page = await PageModel.of(source, (where, error) => failures.push(`${where}: ${(error as Error).message}`));
    const byTag = { column: '=tag', descending: false } as const;
    const inOrder = { column: 'line', descending: false } as const;
    page.rows.takeFields(['tag']);
    source.texts = new UnreadableFile(file);
    const arranged = (text: string, sort: Arrangement['sort']) => page.arrange({ text, sort, states: [], reasons: [] });
    assert.deepEqual(await arranged('x', inOrder), []);
    assert.deepEqual(await arranged('', byTag), [0, 1]);
    await page.views([0, 1]);
    assert.deepEqual(failures, ['findRows: find', 'sortRows: column', 'readTexts: texts']);
    source.texts = new ContactTexts(file);
    assert.deepEqual(await arranged('y', inOrder), [1]);
    assert.deepEqual(await arranged('', { column: '=tag', descending: true }), [1, 0]);
  });

  it('sends everything again after what changed could not be sent', async () => {
    const source = new ListedResults([[2, 'a', null, '', '', 0]]);
    const failures: string[] = [];
    const page = await PageModel.of(source, (where) => failures.push(where));
    const head = source.head.bind(source);
    source.head = () => {
      throw new Error('head');
    };
    source.change(0, ['updated', '', '', 1]);
    page.feed.changed([0]);
    await page.feed.seen(true);
    page.feed.changed('all');
    await nextTurn();
    assert.deepEqual(failures, ['results'], 'it is told once');
    source.head = head;
    page.feed.changed([0]);
    await page.feed.seen(true);
    assert.deepEqual(await page.views([0]), source.listed);
  });

  it('has no texts of rows that there are not', async () => {
    const page = await PageModel.of(new ListedResults([[2, 'a', null, '', '', 0]]));
    await page.feed.answer({ type: 'readTexts', id: 'run', rows: [0, 1, 99] });
    assert.deepEqual((await page.views([0]))[0]![1], 'a');
  });
});
