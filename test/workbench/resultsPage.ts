import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { PageFeed } from '../../src/editor/results/pageFeed';
import type { FromPage, Question, RowAction, ToPage, Wish } from '../../src/protocol';
import { extensionFolder } from '../host/extensionUnderTest';
import { fail, type ListedResults } from '../listedResults';
import { sentMessage } from '../webviewMessage';

/** In the page: what the extension's side of a webview does with messages. */
const host = `
  const questions = ['readTexts', 'readDetails', 'readRequests', 'findRows', 'sortRows'];
  sent = [];
  asked = [];
  answer = true;
  acquireVsCodeApi = () => ({
    postMessage(message) {
      (questions.includes(message.type) ? asked : sent).push(message);
      if (answer) toExtension(message);
    },
    setState: (state) => (saved = state),
    getState: () => state,
  });
  fromExtension = (json, buffers) => {
    const bytes = buffers.map((base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer);
    const types = { Uint8Array, Uint16Array, Uint32Array };
    postMessage(JSON.parse(json, (_, value) => {
      const Type = types[value?.type];
      return Type ? new Type(bytes[value.index], value.byteOffset, value.byteLength / Type.BYTES_PER_ELEMENT) : value;
    }));
  };`;

export interface PageOptions {
  /** What the page saved earlier. */
  readonly state?: unknown;
  /** In pixels. */
  readonly width?: number;
  readonly height?: number;
}

const built = (name: string) => fs.readFile(path.join(extensionFolder, 'dist', name), 'utf8');

/** The results page in a browser, fed by the extension's own feed: what it is sent passes as it does in VS Code. */
export class ResultsPage {
  readonly feed: PageFeed;

  private constructor(
    readonly page: Page,
    public source: ListedResults,
  ) {
    const shown = () => this.source;
    this.feed = new PageFeed(
      {
        get id() {
          return shown().id;
        },
        head: () => this.source.head(),
        get rows() {
          return shown().rows;
        },
        edited: () => this.source.edited(),
        requests: () => this.source.requestViews,
      },
      (message) => void this.post(message),
      fail,
    );
  }

  static async open(browser: Browser, source: ListedResults, options: PageOptions = {}): Promise<ResultsPage> {
    const { width = 1000, height = 600, state } = options;
    const page = await browser.newPage({ viewport: { width, height } });
    const opened = new ResultsPage(page, source);
    await page.exposeFunction('toExtension', (message: FromPage) => {
      if (message.type === 'ready') void opened.feed.pageReady();
      else void opened.feed.answer(message as Question);
    });
    await page.setContent('<!DOCTYPE html><html lang="en"><title>Results</title></html>');
    await page.evaluate(`saved = undefined; state = ${JSON.stringify(state)};${host}`);
    await page.addStyleTag({ content: await built('page.css') });
    await page.addScriptTag({ content: await built('page.js') });
    return opened;
  }

  /** Sends as VS Code does: JSON and bytes. */
  post(message: ToPage): Promise<unknown> {
    const { json, buffers } = sentMessage(message);
    const bytes = buffers.map((buffer) => Buffer.from(buffer).toString('base64'));
    return this.page.evaluate(`fromExtension(${JSON.stringify(json)}, ${JSON.stringify(bytes)})`);
  }

  /** Shows another run or check. */
  show(source: ListedResults): void {
    this.source = source;
    this.feed.changed('all');
  }

  choose(action: RowAction): void {
    this.feed.choose(action);
  }

  /** What the page asked for on a person's behalf, but for `ready` at its start. */
  async wishes(): Promise<Wish[]> {
    return (await this.page.evaluate<Wish[]>('sent')).slice(1);
  }

  async lastWish(type: Wish['type']): Promise<Wish | undefined> {
    return (await this.wishes()).filter((wish) => wish.type === type).at(-1);
  }

  /** What the page keeps over a reload. */
  async saved(): Promise<unknown> {
    await this.page.waitForTimeout(300);
    return this.page.evaluate('saved');
  }

  get grid(): Locator {
    return this.page.getByRole('grid');
  }

  /** Waits until so many rows pass the filters. */
  async counts(rows: number): Promise<void> {
    await this.page.locator(`[role=grid][aria-rowcount="${rows + 1}"]`).waitFor();
  }

  /** The texts of a column's cells, of the rows that are drawn. */
  async texts(column: string): Promise<string[]> {
    return this.page.locator(`.body .cell.${column} > .text`).allInnerTexts();
  }

  get focusedRow(): Promise<string | null> {
    return this.page.locator('[role=row]:focus').getAttribute('aria-rowindex');
  }

  async scroll(top: number): Promise<void> {
    await this.page.evaluate(`document.querySelector('[role=grid]').scrollTop = ${top}`);
  }

  get scrollTop(): Promise<number> {
    return this.page.evaluate<number>(`document.querySelector('[role=grid]').scrollTop`);
  }

  async close(): Promise<void> {
    this.feed.pageGone();
    await this.page.close();
  }
}
