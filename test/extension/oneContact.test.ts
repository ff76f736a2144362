import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'mocha';
import {
  commands,
  env,
  Position,
  Range,
  Selection,
  Uri,
  window,
  type CodeAction,
  type Hover,
  type MarkdownString,
  type TextDocument,
} from 'vscode';
import { eventually } from '../eventually';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { readContacts } from '../../src/editor/readContacts';
import { selectedRows, selectionIn } from '../../src/editor/selectedRows';
import { sidOf } from '../sidOf';
import { counts, freshSandbox, openFile, testApi } from './contactsFiles';

const titles = [
  'Update this contact',
  'Preview changes to this contact',
  'Copy this contact as JSON',
  'Copy the request for this contact as code…',
];

describe('one contact of a file', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox(1, 2, 3);
    sandbox.requests.clear();
    await env.clipboard.writeText('');
  });
  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  /** The fourth row has no sid. */
  const text = `sid,tag\n${sidOf(1)},a\n${sidOf(2)},"b ""2"""\n${sidOf(3)},c\n,d\n`;

  /** Of ours, as soon as the file is checked. */
  async function actions(document: TextDocument, range: Range): Promise<CodeAction[]> {
    const { uri } = document;
    // VS Code cancels it while the editor is still being opened.
    const all = await eventually(async () =>
      commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', uri, range, 'refactor'),
    );
    return all.filter(({ kind }) => kind?.value === 'refactor.exotelContacts');
  }

  const run = ({ command }: CodeAction, ...more: readonly unknown[]) =>
    commands.executeCommand<unknown>(command!.command, ...(command!.arguments as unknown[]), ...more);

  async function hover(document: TextDocument, line: number, character: number): Promise<readonly MarkdownString[]> {
    const at = new Position(line, character);
    return eventually(async () => {
      const hovers = await commands.executeCommand<Hover[]>('vscode.executeHoverProvider', document.uri, at);
      const parts = hovers.flatMap(({ contents }) => contents as MarkdownString[]);
      assert.ok(parts.length > 0);
      return parts;
    });
  }

  /** The links of a text: what they say, and the command with its arguments as VS Code reads them. */
  const linksIn = ({ value }: MarkdownString) =>
    [...value.matchAll(/\[([^\]]+)\]\(command:([\w.]+)\?([^)]+)\)/g)].map(([, label, command, argument]) => {
      const [uri, sids] = JSON.parse(decodeURIComponent(argument!)) as [{ scheme: string; path: string }, string[]];
      return { label, command: command!, uri: Uri.from(uri), sids };
    });

  it('is offered where the cursor is, and several where they are selected', async () => {
    const document = await openFile('csv', text);
    const cursor = (line: number) => new Range(line, 5, line, 5);
    assert.deepEqual(
      (await actions(document, cursor(2))).map(({ title }) => title),
      titles,
    );
    const [several] = await actions(document, new Range(1, 3, 4, 1));
    assert.equal(several!.title, 'Update 3 contacts');
    assert.deepEqual(several!.command?.arguments?.[1], [1, 2, 3].map(sidOf));
    assert.deepEqual(await actions(document, cursor(0)), [], 'the header');
    assert.deepEqual(await actions(document, cursor(4)), [], 'a row with errors');
    const other = await openFile('json', '{"dependencies":[{"name":"x"}]}');
    assert.deepEqual(await actions(other, new Range(0, 20, 0, 20)), []);
  });

  it('is offered at each of several cursors', async () => {
    const document = await openFile('csv', text);
    const editor = window.activeTextEditor!;
    editor.selections = [new Selection(1, 0, 1, 0), new Selection(3, 2, 3, 2)];
    const [first] = await actions(document, editor.selection);
    assert.deepEqual(first!.command?.arguments?.[1], [1, 3].map(sidOf));
  });

  it('is selected by the same rule in every command', async () => {
    const document = await openFile('csv', text);
    const editor = window.activeTextEditor!;
    const contacts = await readContacts(document.uri);
    const selections: [string, Selection[], number[]][] = [
      ['two lines, with the caret at the start of the third', [new Selection(1, 0, 3, 0)], [1, 2]],
      ['the same, drawn upwards', [new Selection(3, 0, 1, 0)], [1, 2]],
      ['from the end of a line', [new Selection(1, text.indexOf('\n', 8) - 8, 3, 0)], [2]],
      ['a part of a line', [new Selection(2, 3, 2, 5)], [2]],
      ['a part of a line, and a cursor in another one', [new Selection(1, 3, 1, 5), new Selection(3, 2, 3, 2)], [1, 3]],
    ];
    for (const [what, chosen, rows] of selections) {
      editor.selections = chosen;
      const expected = rows.map(sidOf);
      const [first] = await actions(document, editor.selection);
      assert.deepEqual(first!.command?.arguments?.[1], expected, `${what}: the lightbulb`);
      const selected = selectedRows(contacts, selectionIn(document.uri), 'read')!;
      assert.deepEqual(
        selected.map((row) => sidOf(row + 1)),
        expected,
        `${what}: a preview`,
      );
      await commands.executeCommand('exotelContacts.copyAsCode', document.uri, 'Python');
      const code = await env.clipboard.readText();
      assert.deepEqual(
        [1, 2, 3].map(sidOf).filter((sid) => code.includes(sid)),
        expected,
        `${what}: Copy Request As`,
      );
    }
  });

  it('is updated alone, and the verdicts add up to the rows of the file', async () => {
    const { shown } = await testApi();
    const document = await openFile('csv', text);
    const [update] = await actions(document, new Range(2, 0, 2, 0));
    assert.deepEqual(counts((await run(update!)) as RunSummary), [1, 0, 1, 2, 0]);
    assert.deepEqual(
      [...sandbox.requests].map(({ method, committed }) => [method, committed]),
      [['PUT', [sidOf(2)]]],
    );
    assert.deepEqual(
      [1, 2, 3].map((n) => sandbox.contacts.get(sidOf(n))?.tag),
      ['', 'b "2"', ''],
    );
    assert.match(shown.rows.result(0)[2], /not among those chosen/);
    // What was not chosen did not go through yet.
    const summary = await commands.executeCommand<RunSummary>('exotelContacts.retryFailed', document.uri);
    assert.deepEqual(counts(summary), [3, 0, 1, 0, 0]);
    assert.deepEqual(sandbox.requests.at(1)?.committed, [sidOf(1), sidOf(3)]);
  });

  it('is previewed alone, with one request', async () => {
    const { shown } = await testApi();
    const document = await openFile('csv', text);
    const [, preview] = await actions(document, new Range(2, 0, 2, 0));
    assert.deepEqual(await run(preview!), { rows: 4, changed: 1, same: 0, missing: 0, unread: 3, requests: 1 });
    assert.deepEqual(
      [...sandbox.requests].map(({ method, sids }) => [method, sids]),
      [['GET', [sidOf(2)]]],
    );
    assert.equal(shown.rows.result(1)[2], 'tag: (empty) → b "2"');
  });

  it('is the one that was meant, also where its row has moved since', async () => {
    const document = await openFile('csv', text);
    const [, preview] = await actions(document, new Range(2, 0, 2, 0));
    const editor = window.activeTextEditor!;
    await editor.edit((edit) => edit.delete(new Range(1, 0, 2, 0)));
    assert.deepEqual(await run(preview!), { rows: 3, changed: 1, same: 0, missing: 0, unread: 2, requests: 1 });
    await editor.edit((edit) => edit.delete(new Range(1, 0, 2, 0)));
    assert.equal(await run(preview!), undefined, 'it is no longer in the file');
    assert.equal(sandbox.requests.length, 1);
    await commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('is copied as JSON as it would be sent, and several as a file', async () => {
    const document = await openFile('csv', text);
    await run((await actions(document, new Range(2, 0, 2, 0)))[2]!);
    assert.equal(await env.clipboard.readText(), `{"sid":"${sidOf(2)}","tag":"b \\"2\\""}`);
    await run((await actions(document, new Range(2, 0, 3, 1)))[2]!);
    const copied = JSON.parse(await env.clipboard.readText()) as unknown;
    assert.deepEqual(copied, {
      contacts: [
        { sid: sidOf(2), tag: 'b "2"' },
        { sid: sidOf(3), tag: 'c' },
      ],
    });
  });

  it('is copied as code, and no other', async () => {
    const document = await openFile('csv', text);
    const copy = (await actions(document, new Range(3, 0, 3, 0)))[3]!;
    // What is selected in the editor meanwhile does not matter.
    await commands.executeCommand('editor.action.selectAll');
    await run(copy, 'Python');
    const code = await env.clipboard.readText();
    assert.deepEqual(
      [1, 2, 3].map((n) => code.includes(sidOf(n))),
      [false, false, true],
    );
    assert.equal(sandbox.requests.length, 0);
  });

  it('has links in the hover of its row, which lead to its commands and to no others', async () => {
    const document = await openFile('csv', text);
    const [help, links] = await hover(document, 2, 36);
    assert.match(help!.value, /tag/);
    assert.equal(help!.isTrusted, undefined);
    const found = linksIn(links!);
    assert.deepEqual(
      found.map(({ label }) => label),
      ['Update', 'Preview Changes', 'Copy as JSON', 'Copy Request As…'],
    );
    assert.deepEqual(links!.isTrusted, { enabledCommands: found.map(({ command }) => command) });
    assert.ok(found.every(({ uri, sids }) => uri.toString() === document.uri.toString() && sids.join() === sidOf(2)));
    const [, preview] = found;
    assert.ok(await commands.executeCommand(preview!.command, preview!.uri, preview!.sids));
    assert.equal(sandbox.requests.at(0)?.sids.join(), sidOf(2));
  });

  it('has no links in the header, nor in a row with errors', async () => {
    const document = await openFile('csv', text);
    assert.equal((await hover(document, 0, 5)).length, 1);
    assert.equal((await hover(document, 4, 1)).length, 1);
  });

  it('has its links over keys and values of JSON', async () => {
    const content = `[\n  {"sid":"${sidOf(1)}","custom_field":{"city":"(Pune"}}\n]`;
    const document = await openFile('json', content);
    for (const part of ['"custom_field"', 'Pune', sidOf(1)]) {
      const { line, character } = document.positionAt(content.indexOf(part) + 2);
      const parts = await hover(document, line, character);
      assert.ok(
        parts.some((each) => linksIn(each).some(({ sids }) => sids.join() === sidOf(1))),
        part,
      );
    }
  });

  it('is refused for arguments of another shape', async () => {
    const { uri } = await openFile('csv', text);
    for (const args of [[uri], [uri, []], [uri, [1]], [uri, sidOf(1)], ['contacts.csv', [sidOf(1)]]]) {
      for (const command of ['updateRows', 'previewRows', 'copyContacts', 'copyRowsAsCode']) {
        await commands.executeCommand(`exotelContacts.${command}`, ...args);
      }
    }
    assert.equal(sandbox.requests.length, 0);
    assert.equal(await env.clipboard.readText(), '');
  });
});
