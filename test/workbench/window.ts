import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Browser, Frame, Locator, Page } from 'playwright-core';
import { endOnSignal } from '../host/endOnSignal';
import { extensionFolder } from '../host/extensionUnderTest';
import { launchBrowser } from '../host/launchBrowser';
import { startVSCode, type RunningVSCode, type VSCodeOptions } from '../host/startVSCode';
import type { VersionName } from '../host/versions';
import { loseFocus, searchState } from './stateScripts';

export type WorkbenchOptions = Partial<Omit<VSCodeOptions, 'extensionTestsPath'>>;
export type Theme = 'dark' | 'light' | 'high contrast' | 'light high contrast';

const themes: Record<Theme, { label: string; className: string }> = {
  dark: { label: 'Dark Modern', className: 'vs-dark' },
  light: { label: 'Light Modern', className: 'vs' },
  'high contrast': { label: 'Dark High Contrast', className: 'hc-black' },
  'light high contrast': { label: 'Light High Contrast', className: 'hc-light' },
};

endOnSignal();

/** Generous: other programs may keep a small machine busy, and only a test that fails waits so long. */
const patienceMs = 60_000;

/** Opens VS Code on a folder in a headless window. `TEST_VSCODE` names the version where the options do not. */
export async function openWorkbench(options: WorkbenchOptions = {}): Promise<Workbench> {
  const version = options.version ?? ((process.env.TEST_VSCODE || 'minimum') as VersionName);
  const vscode = await startVSCode({ extensionDevelopmentPath: extensionFolder, ...options, version });
  let browser: Browser | undefined;
  try {
    browser = await launchBrowser();
    const context = await browser.newContext({ viewport: { width: 1400, height: 900 } });
    const page = await context.newPage();
    page.setDefaultTimeout(patienceMs);
    const workbench = new Workbench(vscode, browser, page);
    await page.goto(vscode.url);
    await workbench.ready();
    return workbench;
  } catch (error) {
    const log = await vscode.logTail();
    await browser?.close();
    await vscode.stop();
    throw new Error(`The window did not open. The end of VS Code's log:\n${log}`, { cause: error });
  }
}

/**
 * A real VS Code window, driven as a person would. Every method waits for what it looks for and throws when it does
 * not come within a minute.
 */
export class Workbench {
  constructor(
    readonly vscode: RunningVSCode,
    private readonly browser: Browser,
    readonly page: Page,
  ) {}

  /** A second window on the same server and folder. */
  async another(): Promise<Workbench> {
    const page = await this.page.context().newPage();
    page.setDefaultTimeout(patienceMs);
    const other = new Workbench(this.vscode, this.browser, page);
    await page.goto(this.page.url());
    await other.ready();
    return other;
  }

  async ready(): Promise<void> {
    await this.page.locator('.monaco-workbench .statusbar-item').first().waitFor({ timeout: 120_000 });
  }

  /** Runs a command by its title in the palette, with its category: `Exotel Contacts: Check This File`. */
  async palette(title: string): Promise<void> {
    // Contributed commands come a little after the window.
    const row = this.quickPicks.filter({ has: this.page.getByText(title, { exact: true }) }).first();
    // Each attempt waits longer than the one before, or a slow machine would never get to the end of one.
    let timeout = 1000;
    const found = await this.eventually(async () => {
      timeout *= 2;
      const isListed = (await this.searchPalette(title, timeout)) && (await appears(row, timeout));
      if (isListed && (await settles(row.click({ timeout })))) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    if (!found) throw new Error(`The palette has no command "${title}".`);
  }

  /** The titles the palette offers for a text. */
  async paletteTitles(text: string): Promise<string[]> {
    await this.eventually(() => this.searchPalette(text));
    await this.quickPicks.first().waitFor();
    const titles = await this.quickPicks.locator('.label-name').allInnerTexts();
    await this.page.keyboard.press('Escape');
    return titles;
  }

  /** False when the palette closed again at once, as it does when the focus moves elsewhere just then. */
  private async searchPalette(text: string, timeout = 2000): Promise<boolean> {
    await this.page.keyboard.press('F1');
    return settles(this.quickInput.fill(`>${text}`, { timeout }));
  }

  /** The text box of an open quick input. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-box input');
  }

  /** The rows of an open quick pick. */
  get quickPicks(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-list .monaco-list-row');
  }

  /** The line below an open quick input: its prompt, or what is wrong with the input. */
  get quickInputMessage(): Locator {
    return this.page.locator('.quick-input-widget:visible .quick-input-message');
  }

  /** Types into the input box that is asking for `prompt`, and accepts it. */
  async answer(prompt: string, text: string): Promise<void> {
    await this.page.locator('.quick-input-widget:visible').filter({ hasText: prompt }).waitFor();
    await this.quickInput.fill(text);
    await this.page.keyboard.press('Enter');
  }

  /** Picks the first row of the open quick pick that holds `text`. */
  async pick(text: string): Promise<void> {
    await this.quickPicks.filter({ hasText: text }).first().click();
  }

  /** A file or folder of the Explorer, by its name. */
  file(name: string): Locator {
    return this.page.locator('.explorer-folders-view').getByRole('treeitem', { name, exact: true });
  }

  /** Opens a file of the folder in an editor, and waits until it has the focus. */
  async open(name: string): Promise<void> {
    await this.file(name).dblclick();
    const tab = this.editorTab(name).first();
    await tab.waitFor();
    const focused = this.page.locator('.editor-instance .monaco-editor.focused').first();
    // Something else that opens just then, the results panel for one, may take the focus.
    const hasFocus = await this.eventually(async () => {
      if (await appears(focused, 5_000)) return true;
      await settles(tab.click({ timeout: 5_000 }));
      return false;
    });
    if (!hasFocus) throw new Error(`The editor of ${name} did not get the focus.`);
  }

  editorTab(name: string): Locator {
    return this.page.locator('.tabs-container').getByRole('tab', { name: new RegExp(`^${escape(name)}`) });
  }

  /** Right-clicks and takes an item of the menu. */
  async menu(target: Locator, item: string): Promise<void> {
    // Contributed items come a little after the window, and a menu does not change while it is open.
    const found = await this.eventually(async () => {
      await target.click({ button: 'right' });
      if (await appears(this.menuItem(item))) return true;
      await this.page.keyboard.press('Escape');
      return false;
    });
    if (!found) throw new Error(`The menu has no item "${item}".`);
    // A menu is deaf to the mouse for its first tenth of a second.
    await this.eventually(async () => {
      await this.menuItem(item).click();
      return disappears(this.menuItem(item));
    });
  }

  /** An item of the open menu. */
  menuItem(item: string): Locator {
    return this.page.locator('.monaco-menu .action-label').getByText(item, { exact: true });
  }

  /** A button in the title of the editor group, by its tooltip. */
  editorAction(title: string): Locator {
    return this.page.locator('.editor-actions').getByRole('button', { name: new RegExp(`^${escape(title)}`) });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.statusbar-item').filter({ hasText: text });
  }

  /** A notification on screen that holds `text`. */
  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text }).first();
  }

  async notificationTexts(): Promise<string[]> {
    return this.page.locator('.notification-toast .notification-list-item-message').allInnerTexts();
  }

  /**
   * Presses a button of the notification that holds `text`, on the screen or in VS Code's list: most notifications leave the
   * screen after ten seconds, and of more than three within 800 ms not all get there.
   */
  async pressInNotification(text: string | RegExp, button: string): Promise<void> {
    const notification = this.page
      .locator('.notification-toast, .notifications-center .monaco-list-row')
      .filter({ hasText: text })
      .first();
    if (!(await appears(notification, 20_000))) await this.palette('Notifications: Show Notifications');
    await notification.getByRole('button', { name: button, exact: true }).click();
  }

  /** The modal dialog. */
  get dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  async pressInDialog(button: string): Promise<void> {
    await this.dialog.getByRole('button', { name: button, exact: true }).click();
  }

  /** Opens the Problems view. Its rows: files and their problems, those on screen only. */
  async problems(): Promise<Locator> {
    await this.palette('Problems: Focus on Problems View');
    const rows = this.page.locator('.markers-panel .monaco-list-row');
    await this.page.locator('.markers-panel').waitFor();
    return rows;
  }

  /** The frame of the webview that holds `selector`: a webview is two nested frames. */
  async frame(selector: string): Promise<Frame> {
    let found: Frame | undefined;
    await this.eventually(async () => {
      const frames = this.page.frames().filter((frame) => frame !== this.page.mainFrame());
      for (const frame of frames) if (await holds(frame, selector)) found = frame;
      return found !== undefined;
    });
    if (!found) throw new Error(`No webview holds "${selector}".`);
    return found;
  }

  /**
   * Changes user settings and reloads the window, as this kind of host is not sure to see the file change.
   * `undefined` removes a setting.
   */
  async settings(changes: Record<string, unknown>): Promise<void> {
    const file = path.join(this.vscode.serverDataDir, 'data', 'User', 'settings.json');
    const read = async () => {
      try {
        return JSON.parse(await fs.readFile(file, 'utf8')) as Record<string, unknown>;
      } catch {
        return undefined;
      }
    };
    let before: Record<string, unknown> = {};
    // VS Code may still be writing a change of its own, a theme's say: it puts the file back as it was, or the two writes mix.
    const kept = await this.eventually(async () => {
      before = (await read()) ?? before;
      await fs.writeFile(file, JSON.stringify({ ...before, ...changes }, null, 2));
      await this.reload();
      const now = await read();
      return now !== undefined && Object.entries(changes).every(([key, value]) => now[key] === value);
    });
    if (!kept) throw new Error(`VS Code undid the change of ${Object.keys(changes).join(', ')}.`);
  }

  /** Changes the colour theme, without a reload. */
  async theme(theme: Theme): Promise<void> {
    const { label, className } = themes[theme];
    const row = this.quickPicks.filter({ hasText: label }).first();
    // The list of themes comes after its input, which may still be the palette's at first.
    const found = await this.eventually(async () => {
      await this.page.keyboard.press('Escape');
      await this.palette('Preferences: Color Theme');
      if (!(await appears(this.page.locator('.quick-input-widget:visible input[placeholder*="Theme"]'), 5000)))
        return false;
      await this.quickInput.fill(label);
      return appears(row);
    });
    if (!found) throw new Error(`There is no theme "${label}".`);
    await row.click();
    await this.page.locator(`.monaco-workbench.${className}`).waitFor();
    await this.quickPicks.first().waitFor({ state: 'hidden' });
  }

  async screenshot(file: string): Promise<void> {
    await fs.mkdir(path.dirname(file), { recursive: true });
    await this.page.screenshot({ path: file });
  }

  /**
   * Waits until VS Code has written `text` into its state. It does so once a minute and when the window loses the focus, not when
   * the page goes. A headless window never loses it, so it is told that it did.
   */
  async remembered(text: string): Promise<void> {
    const found = await this.eventually(async () => {
      await this.page.evaluate(loseFocus);
      return this.page.evaluate<boolean>(`(${searchState})(${JSON.stringify(text)})`);
    });
    if (!found) throw new Error(`VS Code did not remember "${text}".`);
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.ready();
  }

  private async eventually(attempt: () => Promise<boolean>): Promise<boolean> {
    for (const deadline = Date.now() + patienceMs; Date.now() < deadline;) {
      if (await attempt()) return true;
      await this.page.waitForTimeout(100);
    }
    return false;
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.vscode.stop();
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

const settles = (waiting: Promise<void>): Promise<boolean> =>
  waiting.then(
    () => true,
    () => false,
  );
const appears = (locator: Locator, timeout = 2000) => settles(locator.waitFor({ timeout }));
const disappears = (locator: Locator) => settles(locator.waitFor({ state: 'hidden', timeout: 2000 }));

/** A frame may be gone by the time it is asked. */
async function holds(frame: Frame, selector: string): Promise<boolean> {
  return (
    (await frame
      .locator(selector)
      .count()
      .catch(() => 0)) > 0
  );
}
