import * as assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Page } from 'playwright-core';
import type { RunHead, Wish } from '../../src/protocol';
import type { RowView } from '../../src/webview/resultRows';
import { launchBrowser } from '../host/launchBrowser';
import { headOf, ListedResults } from '../listedResults';
import { ResultsPage } from './resultsPage';

const rejected: RowView = [4, 'ab12', 'rejected', '1000', '<img src="x"> Contact not found', 1];

/** Rows on the lines from 2 on; the third is rejected, every other one updated. */
function rowsOf(count: number): RowView[] {
  const updated = (line: number): RowView => [line, `sid${line}`, 'updated', '', '', 1];
  return Array.from({ length: count }, (_, row) => (row === 2 ? rejected : updated(row + 2)));
}

function runOf(rows: RowView[]): ListedResults {
  const total = rows.length;
  const totals = { updated: total - 1, rejected: 1, invalid: 0, notSent: 0, unknown: 0, pending: 0, total };
  return new ListedResults(rows, { ...headOf(total), kind: 'run', totals, notes: ['A note.'] } as RunHead);
}

describe('the results page', () => {
  let browser: Browser;
  let opened: ResultsPage;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  afterEach(() => opened?.close());

  /** Opens the page as the extension does, with `state` as what it saved earlier. */
  async function open(count: number, state?: object): Promise<void> {
    const source = count > 0 ? runOf(rowsOf(count)) : new ListedResults([], null);
    opened = await ResultsPage.open(browser, source, { state });
    page = opened.page;
  }

  /** What the page sent, without the questions about texts. */
  const sent = () => page.evaluate<Wish[]>('sent');
  const grid = () => opened.grid;
  const focusedRow = () => opened.focusedRow;

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

  it('is sent the SIDs of rows in view or near it, and of no others', async () => {
    await open(100_000);
    await page.getByRole('row', { name: 'sid2 Updated' }).focus();
    await page.keyboard.press('End');
    await page.getByRole('row', { name: 'sid100001 Updated' }).waitFor();
    const rows = await page.evaluate<number[]>(`asked.flatMap(({ rows = [] }) => rows)`);
    assert.equal(new Set(rows).size, rows.length, 'none is asked for twice');
    assert.ok(rows.length < 500, `${rows.length} rows`);
  });

  it('finds a SID that is not in view, and sorts by all of them', async () => {
    await open(100_000);
    await page.getByRole('searchbox').fill('SID77777');
    await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
    await page.getByRole('row', { name: '77777 sid77777 Updated' }).waitFor();
    await page.getByRole('searchbox').fill('');
    for (const [order, first] of [
      ['ascending', 'ab12'],
      ['descending', 'sid99999'],
    ]) {
      await page.getByRole('columnheader', { name: 'Contact SID' }).click();
      await page.locator(`[role=columnheader].sid[aria-sort=${order}]`).waitFor();
      await page.locator('[role=row][aria-rowindex="2"]').getByText(first!).waitFor();
    }
  });

  it('shows what it has until it knows which rows to show', async () => {
    await open(1000);
    await page.getByRole('row', { name: 'sid2 Updated' }).waitFor();
    await page.evaluate('answer = false');
    await page.getByRole('searchbox').fill('sid7');
    await page.waitForFunction(`asked.some(({ type }) => type === 'findRows')`);
    await page.getByRole('searchbox').fill('sid77');
    await page.evaluate('new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))');
    await page.getByRole('row', { name: 'sid2 Updated' }).waitFor();
    const texts = `asked.filter(({ type }) => type === 'findRows').map(({ text }) => text)`;
    assert.deepEqual(await page.evaluate(texts), ['sid7'], 'one question at a time');
    await page.evaluate(`answer = true; toExtension(asked.at(-1))`);
    await page.locator('[role=grid][aria-rowcount="12"]').waitFor();
    assert.deepEqual(await page.evaluate(texts), ['sid7', 'sid77']);
  });

  it('takes over changes of a filtered table at once, and arranges it again now and then', async () => {
    await open(20_000);
    await page.getByRole('button', { name: '1 rejected' }).click();
    await page.locator('[role=grid][aria-rowcount="2"]').waitFor();
    await page.evaluate(`arrangements = 0; new MutationObserver((all) => (arrangements += all.length))
      .observe(document.querySelector('[role=grid]'), { attributeFilter: ['aria-rowcount'] })`);
    for (let row = 10; row < 70; row++) {
      opened.source.change(row, ['rejected', '1000', 'Contact not found', 1]);
      opened.feed.changed([row]);
      await opened.feed.seen(true);
    }
    await page.locator('[role=grid][aria-rowcount="62"]').waitFor();
    const arrangements = await page.evaluate<number>('arrangements');
    assert.ok(arrangements <= 10, `${arrangements} for 60 messages`);
  });

  it('asks again when a message went missing', async () => {
    await open(10);
    await page.locator('[role=grid][aria-rowcount="11"]').waitFor();
    await opened.post({ type: 'headChanged', seq: 300, head: headOf(10) });
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
    opened.show(new ListedResults(rows, { ...head, totals }));
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
