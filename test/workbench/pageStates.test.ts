import * as assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'mocha';
import type { Browser, Locator, Page } from 'playwright-core';
import type { CheckHead, RunHead } from '../../src/protocol';
import type { RowView } from '../../src/webview/resultRows';
import { eventually } from '../eventually';
import { launchBrowser } from '../host/launchBrowser';
import { headOf, ListedResults } from '../listedResults';
import { sidOf } from '../sidOf';
import { ResultsPage, type PageOptions } from './resultsPage';

const arabic = 'قيمة الحقل غير صالحة في هذه الجهة ولا يمكن قبولها الآن لأسباب كثيرة ومختلفة جدا لا نعرفها بعد';

const listed: RowView[] = Array.from({ length: 200 }, (_, n): RowView => {
  if (n % 8 === 3) return [n + 2, sidOf(n), 'rejected', '1000', 'Contact not found (Not Found)', 1];
  if (n % 8 === 5) return [n + 2, sidOf(n), 'invalid', 'nothing-to-update', 'This row has no field to change.', 0];
  if (n === 6) return [n + 2, sidOf(n), 'rejected', '1002', arabic, 1];
  return [n + 2, sidOf(n), 'updated', '', '', 1];
});
const counts = { updated: 149, rejected: 26, invalid: 25, notSent: 0, unknown: 0, pending: 0, total: 200 };

function runOf(changes: Partial<RunHead> = {}): ListedResults {
  return new ListedResults([...listed], { ...headOf(200), totals: counts, ...changes } as RunHead);
}

const on = { state: 'running', requests: { sent: 3, done: 3, planned: 12 } } as const;
const waiting = { why: 'Exotel asked to slow down (429)', until: 1_700_000_050_000 };
const check: CheckHead = {
  kind: 'check',
  id: 'check',
  file: 'contacts.csv',
  checkedAt: 1,
  fileRows: 9,
  notes: ['A note.'],
  totals: { error: 1, warning: 0, information: 0, total: 1 },
};

describe('the states of the results page', () => {
  let browser: Browser;
  let opened: ResultsPage;
  let page: Page;

  before(async () => {
    browser = await launchBrowser();
  });
  after(() => browser?.close());
  afterEach(() => opened?.close());

  async function open(source = runOf(), options: PageOptions = {}): Promise<void> {
    opened = await ResultsPage.open(browser, source, options);
    page = opened.page;
    await page.locator('.body .row, .empty').first().waitFor();
  }

  function change(changes: Partial<RunHead>): void {
    opened.source.headNow = { ...opened.source.headNow!, ...changes } as RunHead;
    opened.feed.changed('head');
  }

  const row = (n: number) => page.getByRole('row', { name: sidOf(n) });
  const status = () => page.getByRole('status').innerText();
  const isCut = (locator: Locator) =>
    locator.evaluateAll((all) =>
      all.some((one) => {
        const { scrollWidth, clientWidth } = one as unknown as { scrollWidth: number; clientWidth: number };
        return scrollWidth > clientWidth;
      }),
    );

  it('cut no SID and no code, and keep the counts on one line, where there is room', async () => {
    await open(runOf(), { width: 1050, height: 420 });
    await row(5).waitFor();
    assert.equal(await isCut(page.locator('.cell.sid > .text, .cell.code > .text, .header .text')), false);
    const tops = await page
      .locator('.count')
      .evaluateAll((all) =>
        all.map((one) => (one as unknown as { offsetTop: number; offsetParent: unknown }).offsetTop),
      );
    assert.equal(new Set(tops.filter((top) => top > 0)).size, 1);
  });

  for (const width of [1400, 850, 525, 300]) {
    it(`do not move the table when the run waits and goes on, ${width} pixels wide`, async () => {
      await open(runOf(on), { width });
      const top = async () => (await opened.grid.boundingBox())!.y;
      const before = await top();
      change({ waiting });
      await page.getByText('Waiting until').waitFor();
      assert.equal(await top(), before);
    });
  }

  it('say that a run is not the latest of its file, and lead to that', async () => {
    await open(runOf({ newerRun: { id: 'newer', startedAt: 1_700_000_100_000 } }));
    await page.getByText('This is an earlier run.').waitFor();
    await page.getByRole('button', { name: 'Show Latest Run' }).click();
    assert.deepEqual(await opened.lastWish('show'), { type: 'show', id: 'newer' });
  });

  it('show the beginning of what is read from right to left', async () => {
    await open(runOf(), { width: 700 });
    const text = page.locator('.cell.message > .text').filter({ hasText: 'قيمة' });
    assert.equal(await isCut(text), true);
    const find = `[...document.querySelectorAll('.cell.message > .text')].find((one) => one.textContent.includes('قيمة'))`;
    assert.equal(await page.evaluate(`getComputedStyle(${find}).direction`), 'rtl');
  });

  it('fit into 300 pixels, in the same order', async () => {
    await open(runOf(), { width: 300 });
    const isWider = await page.evaluate('document.documentElement.scrollWidth > innerWidth');
    assert.equal(isWider, false);
    const xs = await page
      .locator('.body .row')
      .first()
      .locator('.cell')
      .evaluateAll((cells) => cells.map((cell) => (cell as unknown as { offsetLeft: number }).offsetLeft));
    assert.deepEqual(
      xs,
      [...xs].sort((a, b) => a - b),
    );
  });

  it('fit into a low, wide panel, with the current row beside the table', async () => {
    await open(runOf({ notes: ['A note that is shown above the table.'] }), { width: 1000, height: 260 });
    await row(3).click();
    await page.getByRole('region', { name: 'Row in full' }).getByText('Contact not found').waitFor();
    const parts = await page.evaluate<[string, number, number, number, number][]>(`
      [...document.querySelectorAll('h1, .facts, .notes, .buttons, .term, .find, .tool, .toggle, .list, .stage, .details')]
        .filter((one) => one.checkVisibility())
        .map((one) => [one, one.getBoundingClientRect()])
        .map(([one, { left, top, right, bottom }]) => [one.className || one.tagName, left, top, right, bottom])`);
    assert.ok(parts.length > 12);
    for (const [index, [name, left, top, right, bottom]] of parts.entries()) {
      assert.ok(left >= 0 && top >= 0 && right <= 1000 && bottom <= 260, `${name} is in the panel`);
      for (const [other, left2, top2, right2, bottom2] of parts.slice(index + 1)) {
        const isApart = right <= left2 || right2 <= left || bottom <= top2 || bottom2 <= top;
        assert.ok(isApart, `${name} and ${other} overlap`);
      }
    }
    const { y, height } = (await opened.grid.boundingBox())!;
    assert.ok(height >= 5 * 22, `${y} ${height}`);
  });

  it('show several rows at 200 % zoom, and the one in focus whole', async () => {
    // A group below the editor, in a window of 1,400 by 900 pixels.
    await open(runOf({ notes: ['A note that is shown above the table.'] }), { width: 525, height: 215 });
    const inView = async () => {
      const boxes = await page
        .locator('.body .row')
        .evaluateAll((rows) =>
          rows.map(
            (one) => (one as unknown as { getBoundingClientRect(): { bottom: number } }).getBoundingClientRect().bottom,
          ),
        );
      return boxes.filter((bottom) => bottom <= 215).length;
    };
    assert.ok((await inView()) >= 3, `${await inView()} rows`);
    await page.locator('.body .row').first().focus();
    for (let n = 0; n < 5; n++) await page.keyboard.press('ArrowDown');
    const box = (await page.locator('[role=row]:focus').boundingBox())!;
    assert.ok(box.y >= 0 && box.y + box.height <= 215, `${box.y}`);
  });

  it('are left with Tab, and every part is reached with it', async () => {
    await open();
    await row(0).focus();
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(`document.activeElement.getAttribute('aria-label')`), 'Row in full');
    await page.keyboard.press('Shift+Tab');
    assert.equal(await opened.focusedRow, '2');
    const met = new Set<string>();
    for (let n = 0; n < 20; n++) {
      await page.keyboard.press('Shift+Tab');
      const name = `(({ ariaLabel, textContent }) => ariaLabel ?? textContent)(document.activeElement)`;
      met.add(await page.evaluate<string>(name));
    }
    for (const name of [
      /1000 Contact not found/,
      /reason/,
      /Actions/,
      /Columns/,
      /Follow/,
      /Filter by text/,
      /Retry/,
    ]) {
      assert.ok(
        [...met].some((one) => name.test(one)),
        `${name} among ${[...met].join(' | ')}`,
      );
    }
  });

  it('are sorted, resized and given columns from the header with the keyboard', async () => {
    await open();
    await row(0).focus();
    for (const key of ['ArrowUp', 'ArrowRight', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.locator('[role=columnheader][aria-sort=ascending]').getByText('Code').waitFor();
    assert.equal(await status(), 'Sorted by Code, ascending.');
    const code = page.getByRole('columnheader', { name: 'Code' });
    const before = (await code.boundingBox())!.width;
    await page.keyboard.press('Shift+ArrowRight');
    assert.equal((await code.boundingBox())!.width, before + 16);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menu', { name: 'Columns' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Space');
    await page.keyboard.press('Escape');
    assert.equal(await page.getByRole('columnheader', { name: 'Contact SID' }).count(), 0);
    assert.equal(await opened.grid.getAttribute('aria-colcount'), '4');
    assert.equal(await page.evaluate(`document.activeElement.getAttribute('role')`), 'columnheader');
  });

  it('say politely how many rows a filter leaves', async () => {
    await open();
    await row(0).focus();
    // Typing in the table looks for what begins with it.
    await page.keyboard.type('1002');
    assert.equal(await page.getByRole('searchbox').inputValue(), '1002');
    await eventually(async () => assert.equal(await status(), '1 of 200 rows shown.'));
    await page.keyboard.press('Escape');
    await eventually(async () => assert.equal(await status(), '200 of 200 rows shown.'));
    await page.keyboard.press('Escape');
    assert.equal(await page.evaluate(`document.activeElement.getAttribute('role')`), 'row');
  });

  it('keep the scroll when the panel is resized, and show no blank stretch', async () => {
    await open();
    await opened.scroll(1234);
    for (const size of [
      { width: 600, height: 700 },
      { width: 1200, height: 380 },
    ]) {
      await page.setViewportSize(size);
      await page.waitForTimeout(100);
      assert.equal(await opened.scrollTop, 1234);
      const first = Math.floor(1234 / 22) + 2;
      const last = Math.min(201, Math.ceil((1234 + (await opened.grid.boundingBox())!.height - 22) / 22) + 1);
      for (const index of [first, last]) assert.equal(await page.locator(`[aria-rowindex="${index}"]`).count(), 1);
    }
  });

  it('list the requests of a run, when each was sent, how long it took and what came of it', async () => {
    const source = runOf(on);
    const sentAt = 1_700_000_000_000;
    source.requestViews = [
      {
        firstLine: 2,
        lastLine: 101,
        rows: 100,
        attempt: 1,
        sentAt,
        endedAt: sentAt + 400,
        status: 429,
        trouble: 'Slow down',
      },
      {
        firstLine: 2,
        lastLine: 101,
        rows: 100,
        attempt: 2,
        sentAt: sentAt + 9000,
        endedAt: sentAt + 9400,
        status: 207,
        trouble: '',
        requestId: 'ab-1',
      },
    ];
    await open(source);
    await page.getByRole('button', { name: 'Requests' }).click();
    const rows = page.getByRole('region', { name: 'Requests' }).getByRole('row');
    await rows.nth(2).waitFor();
    const cells = async (row: number) => (await rows.nth(row).getByRole('cell').allInnerTexts()).join(' | ');
    assert.match(await cells(1), /^1 \| 2–101 \| 100 \| 1 \| .* \| 0\.4 s \| 429 \| Slow down \| $/);
    assert.match(await cells(2), /^2 \| 2–101 \| 100 \| 2 \| .* \| 0\.4 s \| 207 \| A verdict for each row \| ab-1$/);
    assert.equal(await page.locator('.timeline .trouble').count(), 1);
    const last = source.requestViews[1]!;
    source.requestViews = [...source.requestViews, { ...last, firstLine: 102, lastLine: 201, attempt: 1 }];
    change({ requests: { sent: 3, done: 2, planned: 2 } });
    await rows.nth(3).getByText('102–201').waitFor();
  });

  it('say which keys do what, from any part, and go back there with Escape', async () => {
    await open();
    await row(0).focus();
    const help = page.getByRole('dialog', { name: 'Keyboard Shortcuts' });
    for (const keys of ['?', 'Alt+F1']) {
      await page.keyboard.press(keys);
      await help.waitFor();
      assert.equal(await page.evaluate(`document.activeElement.getAttribute('role')`), 'document');
      await help.getByText('copy the selected rows').waitFor();
      await page.keyboard.press('Escape');
      await help.waitFor({ state: 'hidden' });
      assert.equal(await opened.focusedRow, '2');
    }
    assert.equal(await page.getByRole('searchbox').inputValue(), '', '? is no text to look for');
    await page.getByRole('searchbox').focus();
    await page.keyboard.type('?');
    assert.equal(await page.getByRole('searchbox').inputValue(), '?');
    assert.equal(await help.isVisible(), false);
    await page.getByRole('button', { name: 'Actions for Rows' }).focus();
    for (const key of ['Enter', 'End', 'Enter']) await page.keyboard.press(key);
    await help.waitFor();
    await page.addScriptTag({ path: require.resolve('axe-core') });
    const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
    assert.deepEqual(
      violations.map(({ id }) => id),
      [],
    );
    for (const key of ['Tab', 'Enter']) await page.keyboard.press(key);
    await help.waitFor({ state: 'hidden' });
    assert.equal(await page.evaluate(`document.activeElement.getAttribute('aria-label')`), 'Actions for Rows');
  });

  const states: [string, () => ListedResults][] = [
    ['running', () => runOf(on)],
    ['waiting', () => runOf({ ...on, waiting })],
    ['stopping', () => runOf({ ...on, state: 'stopping' })],
    ['stopped', () => runOf({ state: 'stopped', notes: ['Stopped by you.'] })],
    ['interrupted', () => runOf({ state: 'interrupted', newerRun: { id: 'newer', startedAt: 1 } })],
    [
      'finished while another run is on',
      () => runOf({ otherRun: { id: 'other', name: 'The update of april/contacts.csv' } }),
    ],
    ['a check', () => new ListedResults([[2, '', 'error', 'missing-sid', 'No sid.', 0]], check)],
    ['empty', () => new ListedResults([], null)],
  ];
  for (const [name, source] of states) {
    it(`have no flaw that axe knows: ${name}`, async () => {
      await open(source());
      if (name !== 'empty') {
        await page.locator('.body .row').first().click();
        await page.locator('.toggle').click();
        await page.getByRole('button', { name: 'Choose Columns' }).click();
      }
      await page.addScriptTag({ path: require.resolve('axe-core') });
      const { violations } = await page.evaluate<{ violations: { id: string }[] }>('axe.run()');
      assert.deepEqual(
        violations.map(({ id }) => id),
        [],
      );
    });
  }
});
