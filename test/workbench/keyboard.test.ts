import assert from 'node:assert/strict';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, describe, it } from 'mocha';
import type { Frame } from 'playwright-core';
import { eventually } from '../eventually';
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway, type WindowWithGateway } from './gateway';
import type { Workbench } from './window';

const count = 40;
const isRejected = (n: number) => n % 4 === 0;
const mouse = `clicks = 0; addEventListener('pointerdown', () => clicks++, true)`;

/** Whether what has the focus is in view, nothing covers it, and it looks so. */
const isFocusSeen = `(() => {
  const focus = document.activeElement;
  const { left, top, right, bottom } = focus.getBoundingClientRect();
  const met = document.elementFromPoint(Math.max(left, 0) + 3, (top + Math.min(bottom, innerHeight)) / 2);
  const isInView = top >= 0 && top < innerHeight && left < innerWidth && (bottom <= innerHeight || top < innerHeight / 2);
  const looks = [focus, focus.parentElement].map((one) => getComputedStyle(one));
  const isMarked = looks[0].outlineStyle !== 'none' || focus.matches('input');
  const name = focus.ariaLabel ?? focus.textContent.slice(0, 40);
  return { name, isSeen: isInView && isMarked && focus.contains(met) };
})()`;

describe('a session with the keyboard alone', function () {
  this.timeout(300_000);
  let at: WindowWithGateway;
  let window: Workbench;

  before(async () => {
    at = await openWithGateway({ 'march.csv': csvOf(count), 'april.csv': csvOf(count) });
    window = at.window;
    const known = Array.from({ length: count }, (_, n) => n + 1).filter((n) => !isRejected(n));
    at.gateway.contacts.load(known.map((n) => ({ sid: sidOf(n) })));
    await window.page.evaluate(mouse);
  });

  after(() => at?.close());

  const press = async (...keys: string[]) => {
    for (const key of keys) await window.page.keyboard.press(key);
  };

  /** Types into the box of the palette, and takes the first row, which must hold a text. */
  async function type(text: string, row: string): Promise<void> {
    // Each attempt waits longer than the one before, or a slow machine would never get to the end of one.
    let timeout = 1000;
    await eventually(async () => {
      timeout *= 2;
      await press('Escape', 'F1');
      await window.quickInput.waitFor({ timeout });
      await press('Control+A');
      await window.page.keyboard.type(text);
      await window.quickPicks.first().filter({ hasText: row }).waitFor({ timeout });
    });
    await press('Enter');
  }

  const command = (title: string) => type(`>${title}`, title);

  /** Goes on with Tab, or back, until something has the focus that matches; all on the way there must be seen. */
  async function tabTo(frame: Frame, selector: string, key = 'Tab'): Promise<void> {
    for (let n = 0; n < 30; n++) {
      await press(key);
      const { name, isSeen } = await frame.evaluate<{ name: string; isSeen: boolean }>(isFocusSeen);
      assert.ok(isSeen, `the focus on “${name}” is seen`);
      if (await frame.evaluate(`document.activeElement.matches(${JSON.stringify(selector)})`)) return;
    }
    assert.fail(`Tab does not reach ${selector}`);
  }

  for (const [zoom, size, file] of [
    ['100 %', { width: 1400, height: 900 }, 'march.csv'],
    // To a page, zoom is a window with fewer pixels.
    ['200 %', { width: 700, height: 450 }, 'april.csv'],
  ] as const) {
    it(`goes from the palette to an export, at ${zoom} zoom`, async () => {
      await window.page.setViewportSize(size);
      await type(file, file);
      await window.page.locator('.editor-instance .monaco-editor.focused').first().waitFor();
      await command('Exotel Contacts: Update Contacts from This File');
      if (file === 'march.csv') await enterCredentials(window, at.gateway);
      await window.dialog
        .locator('.monaco-button:focus')
        .filter({ hasText: `Update ${count} Contacts` })
        .waitFor();
      await press('Enter');
      await window.notification(`${file}: 30 of 40 rows updated; 10 rejected`).waitFor();
      await command('Notifications: Clear All Notifications');

      await command('Exotel Contacts: Show Results');
      const frame = await window.frame('[role=grid]');
      await frame.getByRole('heading', { name: file }).waitFor();
      await frame.evaluate(mouse);
      await eventually(async () =>
        assert.equal(await frame.evaluate(`document.hasFocus() && document.activeElement.matches('.row')`), true),
      );
      await tabTo(frame, '.count', 'Shift+Tab');
      await tabTo(frame, '.reason');
      await press('Enter');
      await frame.locator('[role=grid][aria-rowcount="11"]').waitFor();
      await tabTo(frame, '[role=grid] *');
      await press('ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown');
      const { name, isSeen } = await frame.evaluate<{ name: string; isSeen: boolean }>(isFocusSeen);
      assert.ok(isSeen, name);
      await frame.getByText(/Line 17: Rejected/).waitFor();

      await press('?');
      const help = frame.getByRole('dialog', { name: 'Keyboard Shortcuts' });
      await help.waitFor();
      await press('Escape');
      await help.waitFor({ state: 'hidden' });

      const focused = window.page.locator('.monaco-menu .action-item.focused');
      // On a busy machine the list may close again: it takes the focus, and the menu gives it back late.
      await eventually(async () => {
        if (await focused.count()) await press('Escape');
        await press('Shift+F10');
        await window.menuItem('Export These Rows…').waitFor({ timeout: 10_000 });
        await eventually(async () => {
          await press('ArrowDown');
          assert.match(await focused.innerText({ timeout: 1000 }), /Export These Rows/);
        }, 10_000);
        await press('Enter');
        const rows = window.quickPicks.first().filter({ hasText: 'Selected Rows' }).filter({ hasText: '3 rows' });
        await rows.waitFor({ timeout: 10_000 });
      });
      await press('Enter');
      const proposed = file.replace('.csv', '.failed.csv');
      await eventually(async () => assert.ok((await window.quickInput.inputValue()).endsWith(proposed)));
      await press('Enter');
      await window.notification(`3 rows exported to ${proposed}.`).waitFor();
      const lines = (await fs.readFile(path.join(at.folder, proposed), 'utf8')).trimEnd().split('\n');
      assert.deepEqual(
        lines.slice(1).map((line) => line.split(',')[0]),
        [8, 12, 16].map(sidOf),
      );
      assert.deepEqual([await window.page.evaluate('clicks'), await frame.evaluate('clicks')], [0, 0]);
    });
  }
});
