import * as assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import type { FromPage, RowView, RunHead, ToPage } from '../../src/protocol';
import { extensionFolder } from '../host/extensionUnderTest';
import { launchBrowser } from '../host/launchBrowser';

const rejected: RowView = [4, 'ab12', 'rejected', '1000', '<img src="x"> Contact not found', 1];

/** Rows on the lines from 2 on; the third is rejected, every other one updated. */
function rowsOf(count: number): RowView[] {
  const updated = (line: number): RowView => [line, `sid${line}`, 'updated', '', '', 1];
  return Array.from({ length: count }, (_, row) => (row === 2 ? rejected : updated(row + 2)));
}

function headOf(rows: readonly RowView[]): RunHead {
  const total = rows.length;
  return {
    kind: 'run',
    id: 'run',
    regionLabel: 'Sandbox',
    accountSid: 'acme',
    file: 'march/contacts.csv',
    startedAt: 1_700_000_000_000,
    endedAt: 1_700_000_042_000,
    state: 'finished',
    totals: { updated: total - 1, rejected: 1, invalid: 0, notSent: 0, unknown: 0, pending: 0, total },
    requests: { sent: 1, done: 1, planned: 1 },
    notes: ['A note.'],
    canRetry: true,
  };
}

describe('the results page', () => {
  let browser: Browser;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  afterEach(() => page?.close());

  /** Opens the page as the extension does, with `state` as what it saved earlier. */
  async function open(count: number, state?: object): Promise<void> {
    page = await browser.newPage({ viewport: { width: 1000, height: 600 } });
    const host = `sent = []; acquireVsCodeApi = () => ({
      postMessage: (message) => sent.push(message), setState: (state) => (saved = state), getState: () => (${JSON.stringify(state)}) })`;
    await page.setContent('<!DOCTYPE html><html lang="en"><title>Results</title></html>');
    await page.evaluate(host);
    await page.addStyleTag({ content: await built('page.css') });
    await page.addScriptTag({ content: await built('page.js') });
    const rows = rowsOf(count);
    await post({ type: 'snapshot', seq: 1, head: count > 0 ? headOf(rows) : null, rows });
  }

  const built = (name: string) => fs.readFile(path.join(extensionFolder, 'dist', name), 'utf8');
  const post = (message: ToPage) => page.evaluate(`postMessage(${JSON.stringify(message)})`);
  const sent = () => page.evaluate<FromPage[]>('sent');
  const grid = () => page.getByRole('grid');
  const focusedRow = () => page.locator('[role=row]:focus').getAttribute('aria-rowindex');

  it('counts 100,000 rows and draws those in view', async () => {
    await open(100_000);
    await page.locator('[role=grid][aria-rowcount="100001"]').waitFor();
    const drawn = await grid().getByRole('row').count();
    assert.ok(drawn > 10 && drawn < 100, `${drawn} rows in the DOM`);
    assert.deepEqual(await sent(), [{ type: 'ready' }]);
  });

  it('is walked by keys from the first row to the last, and reveals with Enter', async () => {
    await open(100_000);
    await page.getByRole('row', { name: 'sid2 Updated' }).focus();
    await page.keyboard.press('End');
    assert.equal(await focusedRow(), '100001');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.keyboard.press('ArrowDown');
    assert.equal(await focusedRow(), '3');
    await page.keyboard.press('Enter');
    assert.deepEqual((await sent()).slice(1), [
      { type: 'reveal', id: 'run', row: 99_999, focus: true },
      { type: 'reveal', id: 'run', row: 1, focus: true },
    ]);
  });

  it('keeps the focus and the reading order while it is scrolled', async () => {
    await open(1000);
    await page.getByRole('row', { name: 'sid2 Updated' }).focus();
    for (const scrollTop of [4000, 300, 9000, 8800]) {
      await page.evaluate(`document.querySelector('[role=grid]').scrollTop = ${scrollTop}`);
      await page.waitForFunction(`document.querySelector('[aria-rowindex="${Math.floor(scrollTop / 22) + 5}"]')`);
      const indexes = await page.evaluate<string[]>(
        `[...document.querySelectorAll('[role=row]')].map((row) => row.ariaRowIndex)`,
      );
      const numbers = indexes.map(Number);
      assert.deepEqual(
        numbers,
        [...numbers].sort((a, b) => a - b),
      );
      assert.equal(await focusedRow(), '2');
    }
  });

  it('sorts with the keys of the header', async () => {
    await open(10);
    await page.getByRole('row', { name: 'sid2 Updated' }).focus();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await page.locator('[role=columnheader][aria-sort=descending]').getByText('Line').waitFor();
    await page.keyboard.press('ArrowDown');
    assert.match((await page.locator('[role=row]:focus').innerText()).replace(/\s+/g, ' '), /^11 sid11 Updated/);
  });

  it('filters by verdict, and shows the texts of others as text', async () => {
    await open(10);
    await page.getByRole('button', { name: '1 rejected' }).click();
    await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
    assert.equal(await page.getByRole('button', { name: '1 rejected' }).getAttribute('aria-pressed'), 'true');
    await grid().getByText('<img src="x"> Contact not found').click();
    await page.getByRole('region', { name: 'Row in full' }).getByText('<img src="x">').waitFor();
    assert.equal(await page.locator('img').count(), 0);
    await page.getByRole('button', { name: '10 rows' }).click();
    await page.locator('[role=grid][aria-rowcount="11"]').waitFor();
  });

  it('asks again when a message went missing', async () => {
    await open(10);
    await post({ type: 'headChanged', seq: 3, head: headOf(rowsOf(10)) });
    await page.waitForFunction('sent.length === 2');
    assert.deepEqual(await sent(), [{ type: 'ready' }, { type: 'ready' }]);
  });

  it('goes on where it was left', async () => {
    const sort = { column: 'line', descending: true };
    await open(1000, { id: 'run', states: ['updated'], text: 'sid', sort, row: 800, scrollTop: 2200 });
    await page.locator('[role=grid][aria-rowcount="1000"]').waitFor();
    await page.locator('[role=row][aria-selected=true]').getByText('sid802').waitFor();
    assert.equal(await page.evaluate(`document.querySelector('[role=grid]').scrollTop`), 2200);
  });

  it('shows the problems of a check in the same table, by severity', async () => {
    await open(10);
    const totals = { error: 1, warning: 2, information: 0, total: 3 };
    const head = {
      kind: 'check',
      id: 'check',
      file: 'march/contacts.csv',
      checkedAt: 1,
      fileRows: 12_000,
      notes: [],
    } as const;
    const rows: RowView[] = [
      [2, 'ab12', 'warning', 'bad-number', 'Not a number.', 0],
      [3, '', 'error', 'missing-sid', 'No sid.', 0],
      [9, 'cd34', 'warning', 'bad-email', 'Not an address.', 0],
    ];
    await post({ type: 'snapshot', seq: 2, head: { ...head, totals }, rows });
    await page.getByRole('columnheader', { name: 'Severity' }).waitFor();
    await page.getByText('12,000 rows').waitFor();
    await page.getByRole('button', { name: '1 error' }).click();
    await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
    assert.equal(await page.getByRole('button', { name: '0 updated' }).count(), 0);
    const sign = `getComputedStyle(document.querySelector('.count.error').parentElement, '::before').content`;
    assert.equal(await page.evaluate(sign), '"="');
    await grid().getByText('No sid.').click();
    await page.getByRole('button', { name: 'Check Again' }).click();
    assert.deepEqual((await sent()).slice(1), [
      { type: 'reveal', id: 'check', row: 1, focus: false },
      { type: 'checkAgain', id: 'check' },
    ]);
  });

  it('says what to do before the first run', async () => {
    await open(0);
    await page.getByRole('link', { name: 'Open a Sample Contacts File' }).waitFor();
  });

  for (const count of [0, 10]) {
    it(`has no flaw that axe knows, with ${count} rows`, async () => {
      await open(count);
      await page.addScriptTag({ path: require.resolve('axe-core') });
      const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
      );
    });
  }
});
