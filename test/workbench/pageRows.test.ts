import * as assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import { ContactTexts } from '../../src/core/results/contactTexts';
import { readContactFile } from '../../src/core/read/readContactFile';
import { finish } from '../../src/core/steps';
import type { RunHead, Wish } from '../../src/protocol';
import type { RowView } from '../../src/webview/resultRows';
import { eventually } from '../eventually';
import { launchBrowser } from '../host/launchBrowser';
import { headOf, ListedResults } from '../listedResults';
import { sidOf } from '../sidOf';
import { ResultsPage, type PageOptions } from './resultsPage';

const count = 1000;
const odd = ['a (b) *c', 'مرحبا بالعالم', 'Zoë 😀'];

/** Of row n: every third is rejected, every tenth invalid. */
function rowOf(n: number): RowView {
  if (n % 10 === 9) return [n + 2, sidOf(n), 'invalid', 'nothing-to-update', 'This row has no field to change.', 0];
  if (n % 3 === 1) return [n + 2, sidOf(n), 'rejected', '1000', 'Contact not found (Not Found)', 1];
  return [n + 2, sidOf(n), 'updated', '', '', 1];
}

function runOf(id = 'run', changes: Partial<RunHead> = {}): ListedResults {
  const listed = Array.from({ length: count }, (_, n) => rowOf(n));
  const totals = { updated: 0, rejected: 0, invalid: 0, notSent: 0, unknown: 0, pending: 0, total: count };
  for (const [, , state] of listed) totals[state as 'updated']++;
  const nameOf = (n: number) => odd[n - 500] ?? `name ${n}`;
  const lines = listed.map(([, sid], n) => `${sid},+9198450${10_000 + n},${nameOf(n)},tag ${n % 7}`);
  const text = ['sid,number,first_name,tag', ...lines].join('\n');
  const texts = new ContactTexts(finish(readContactFile(text, 'csv', { emptyCells: 'keep' })));
  const head = { ...headOf(count, id), totals, fields: texts.names, ...changes } as RunHead;
  const source = new ListedResults(listed, head);
  source.texts = texts;
  return source;
}

const rowsWhere = (isMeant: (n: number) => boolean) => Array.from({ length: count }, (_, n) => n).filter(isMeant);
const isRejected = (n: number) => n % 3 === 1 && n % 10 !== 9;

describe('the rows of the results page', () => {
  let browser: Browser;
  let opened: ResultsPage;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  afterEach(() => opened?.close());

  async function open(options: PageOptions = {}, source = runOf()): Promise<void> {
    opened = await ResultsPage.open(browser, source, { width: 1400, ...options });
    page = opened.page;
    await page.locator('.body .cell.sid, .body .cell.verdict').first().waitFor();
  }

  const search = () => page.getByRole('searchbox');
  const shown = () => page.locator('.body [role=row]').count();
  const key = (keys: string) => page.keyboard.press(keys);
  const row = (name: string) => page.getByRole('row', { name });
  const titles = () => page.getByRole('columnheader').allInnerTexts();
  const selected = () => page.locator('.body [aria-selected=true]').count();
  const reason = () => page.getByRole('button', { name: '× 1000 Contact not found' });
  const columnsButton = () => page.getByRole('button', { name: 'Choose Columns' });

  async function copied(): Promise<Extract<Wish, { type: 'copyRows' }>> {
    await key('Control+C');
    await page.evaluate(`document.execCommand('copy')`);
    const wish = await opened.lastWish('copyRows');
    assert.ok(wish?.type === 'copyRows');
    return wish;
  }

  it('say who it is, in the order of the file, and a picker says which fields', async () => {
    await open();
    await row('+919845010000').waitFor();
    assert.deepEqual(await titles(), ['Line', 'number', 'first_name', 'Contact SID', 'Verdict', 'Code', 'Message']);
    await columnsButton().click();
    await page.getByRole('menuitemcheckbox', { name: 'tag' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Contact SID' }).click();
    await key('Escape');
    assert.deepEqual(await titles(), ['Line', 'number', 'first_name', 'tag', 'Verdict', 'Code', 'Message']);
    await row('tag 3').first().waitFor();
  });

  it('show fields as soon as the text is at hand, and are not read before', async () => {
    const source = runOf('run', { fields: [] });
    const { texts } = source;
    source.texts = undefined;
    await open({}, source);
    await row(sidOf(0)).waitFor();
    source.texts = texts;
    source.headNow = { ...source.headNow!, fields: texts!.names };
    opened.feed.changed('head');
    await row('+919845010000').waitFor();
  });

  it('are found out of view, in any column, and ( and * are taken literally', async () => {
    await open();
    for (const [text, rows] of [
      ['+919845010777', 1],
      ['NAME 77', 11],
      ['tag 6', 142],
      ['(b) *', 1],
      ['مرحبا', 1],
      ['😀', 1],
      ['.*', 0],
    ] as const) {
      await search().fill(text);
      await opened.counts(rows);
    }
    await page.getByText('No rows match the filters').waitFor();
    await page.getByRole('button', { name: 'Clear Filters' }).click();
    await opened.counts(count);
  });

  it('are sorted by a field of the file', async () => {
    await open();
    await page.getByRole('columnheader', { name: 'first_name' }).click();
    await page.locator('[role=row][aria-rowindex="2"]').getByText('Zoë').waitFor();
    await page.getByRole('columnheader', { name: 'first_name' }).click();
    await page.locator('[role=row][aria-rowindex="2"]').getByText('مرحبا').waitFor();
  });

  it('are filtered to one failure reason and copied, with true line numbers, in the order shown', async () => {
    await open();
    await reason().click();
    const rejected = rowsWhere(isRejected);
    await opened.counts(rejected.length);
    assert.equal(await reason().getAttribute('aria-pressed'), 'true');
    assert.deepEqual(
      (await opened.texts('line')).slice(0, 3),
      rejected.slice(0, 3).map((n) => String(n + 2)),
    );
    await page.getByRole('columnheader', { name: 'Line' }).click();
    await page
      .locator('[role=row][aria-rowindex="2"]')
      .getByText(String(rejected.at(-1)! + 2))
      .waitFor();
    await row('+9198450').first().focus();
    await key('Control+A');
    const { rows, columns } = await copied();
    assert.deepEqual(rows, [...rejected].reverse());
    assert.deepEqual(columns, ['line', '=number', '=first_name', 'sid', 'verdict', 'code', 'message']);
  });

  it('are selected with Shift, Control and Space, and copied in the order of the table', async () => {
    await open();
    await row('+919845010002').focus();
    for (const keys of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Control+ArrowDown', 'Control+ArrowDown', 'Space']) {
      await key(keys);
    }
    assert.equal(await selected(), 4);
    assert.deepEqual((await copied()).rows, [2, 3, 4, 6]);
    await row('+919845010001').click();
    await row('+919845010004').click({ modifiers: ['Shift'] });
    await row('+919845010002').click({ modifiers: ['Control'] });
    assert.deepEqual((await copied()).rows, [1, 3, 4]);
    await key('Escape');
    assert.equal(await selected(), 1);
  });

  it('are retried or copied as shown, or only those that are selected', async () => {
    await open();
    const choose = async (item: string) => {
      await page.getByRole('button', { name: 'Actions for Rows' }).click();
      await page.getByRole('menuitem', { name: item, exact: true }).click();
    };
    await reason().click();
    const rejected = rowsWhere(isRejected);
    await opened.counts(rejected.length);
    await choose(`Retry ${rejected.length} Shown Rows`);
    assert.deepEqual(await opened.lastWish('retryRows'), { type: 'retryRows', id: 'run', rows: rejected });
    await row('+919845010001').click();
    await row('+919845010007').click({ modifiers: ['Shift'] });
    await choose('Copy SIDs of 3 Selected Rows');
    assert.deepEqual(await opened.lastWish('copySids'), { type: 'copySids', id: 'run', rows: [1, 4, 7] });
    await choose('Copy 3 Selected Rows as CSV');
    const wish = await opened.lastWish('copyRows');
    assert.ok(wish?.type === 'copyRows' && wish.format === 'csv');
  });

  it('do what a menu of VS Code asks with those that are selected', async () => {
    await open();
    await row('+919845010004').click({ button: 'right' });
    const context = await page.locator('.body').getAttribute('data-vscode-context');
    assert.deepEqual(JSON.parse(context!), {
      webviewSection: 'rows',
      webviewKind: 'run',
      preventDefaultContextMenuItems: true,
    });
    opened.choose('copySids');
    await eventually(async () =>
      assert.deepEqual(await opened.lastWish('copySids'), { type: 'copySids', id: 'run', rows: [4] }),
    );
  });

  it('keep the chosen row in view when a filter is cleared', async () => {
    await open();
    await search().fill('+919845010600');
    await opened.counts(1);
    await row('+919845010600').click();
    await search().fill('');
    await opened.counts(count);
    const box = await row('+919845010600').boundingBox();
    const table = await opened.grid.boundingBox();
    assert.ok(box && table && box.y > table.y && box.y + box.height <= table.y + table.height);
    assert.equal(await row('+919845010600').getAttribute('aria-selected'), 'true');
  });

  it('keep scroll, selection, widths, sort, filter and columns over a reload and a retry of the file', async () => {
    await open();
    await reason().click();
    await page.getByRole('columnheader', { name: 'Line' }).click();
    await columnsButton().click();
    await page.getByRole('menuitemcheckbox', { name: 'tag' }).click();
    await key('Escape');
    const codes = () => page.getByRole('columnheader', { name: 'Code' });
    await codes().focus();
    for (let n = 0; n < 3; n++) await key('Shift+ArrowRight');
    await opened.scroll(2000);
    await page.locator('.body .cell.line').nth(20).click();
    await key('Shift+ArrowDown');
    const look = async () => ({
      titles: await titles(),
      width: (await codes().boundingBox())!.width,
      lines: await opened.texts('line'),
      scrollTop: await opened.scrollTop,
      selected: await page.locator('.body [aria-selected=true] .cell.line').allInnerTexts(),
      sort: await page.getByRole('columnheader', { name: 'Line' }).getAttribute('aria-sort'),
    });
    const before = await look();
    assert.equal(before.selected.length, 2);
    const state = await opened.saved();
    await opened.close();
    await open({ state });
    await eventually(async () => assert.deepEqual(await look(), before));
    opened.show(runOf('retry'));
    await eventually(async () => assert.deepEqual(await look(), before));
  });

  it('keep the keyboard when a retry is shown', async () => {
    await open();
    await row('+919845010002').focus();
    opened.show(runOf('retry'));
    await page.waitForFunction(`saved?.id === 'retry'`);
    assert.equal(await opened.focusedRow, '4');
  });

  it('do not mix with those of another run that is shown after it', async () => {
    await open();
    await search().fill('name 77');
    await opened.counts(11);
    await row('name 770').click();
    const other = runOf('other', { file: 'april/contacts.csv' });
    opened.show(other);
    await opened.counts(count);
    assert.equal(await search().inputValue(), '');
    assert.equal(await selected(), 0);
    await page.getByRole('heading', { name: 'april/contacts.csv' }).waitFor();
  });

  it('show which of them were edited since', async () => {
    await open();
    await row('+919845010002').waitFor();
    opened.source.editedRows.add(2);
    opened.feed.changed('edited');
    await row('edited since').getByText('+919845010002').waitFor();
    assert.equal(await page.locator('span.edited:visible').count(), 1);
    await row('+919845010002').click();
    await page.getByRole('region', { name: 'Row in full' }).getByText('edited since').waitFor();
  });

  it('are explained in full: what was sent, what Exotel said, what to do', async () => {
    await open();
    await row('+919845010001').click();
    const details = page.getByRole('region', { name: 'Row in full' });
    for (const text of ['Line 3: Rejected (1000)', 'Contact not found (Not Found)', 'What to do', 'Sent', 'name 1']) {
      await details.getByText(text, { exact: true }).waitFor();
    }
  });

  it('name the run that their verdict was kept from, and lead to it', async () => {
    const source = runOf();
    const startedAt = new Date().setHours(14, 2, 0, 0);
    source.keptRows.set(0, { runId: 'first', startedAt });
    await open({}, source);
    await row('+919845010000').click();
    const details = page.getByRole('region', { name: 'Row in full' });
    await details.getByText(/Updated\s*in the run of 2:02:00\sPM/).waitFor();
    await details.getByRole('button', { name: '2:02:00' }).click();
    assert.deepEqual(await opened.lastWish('show'), { type: 'show', id: 'first' });
    await row('+919845010001').click();
    await details.getByText('Rejected (1000)').waitFor();
    assert.equal(await details.getByText('in the run of').isVisible(), false);
  });

  it('take the editor along while Follow is on, and only then', async () => {
    await open();
    await row('+919845010002').focus();
    await key('ArrowDown');
    await page.waitForTimeout(300);
    assert.equal(await opened.lastWish('reveal'), undefined);
    await page.getByRole('button', { name: 'Follow' }).click();
    await row('+919845010002').focus();
    await key('ArrowDown');
    await key('ArrowDown');
    await eventually(async () =>
      assert.deepEqual(await opened.lastWish('reveal'), { type: 'reveal', id: 'run', row: 4, focus: false }),
    );
  });

  it('are searched again after a text that is too long for a search was pasted', async () => {
    await open();
    await search().fill('name 1'.repeat(20_000));
    await eventually(async () => assert.equal(await shown(), 0));
    await search().fill('name 77');
    await eventually(async () => assert.equal(await shown(), 11));
  });
});
