import * as assert from 'node:assert/strict';
import { before, describe, it } from 'mocha';
import { CancellationError, commands, ConfigurationTarget, extensions, window, workspace } from 'vscode';
import { UserError } from '../../src/core/userError';
import { registerCommand } from '../../src/editor/commands/registerCommand';
import type { CommandName } from '../../src/editor/ids';
import { Log } from '../../src/editor/log';
import { SecretMask } from '../../src/editor/secretMask';

const extension = () => extensions.getExtension('exotel-contacts.exotel-contacts');

describe('commands', () => {
  before(() => extension()?.activate());

  it('of the manifest are all registered', async () => {
    const registered = new Set(await commands.getCommands(true));
    const { contributes } = extension()?.packageJSON as { contributes: { commands: { command: string }[] } };
    const missing = contributes.commands.map(({ command }) => command).filter((command) => !registered.has(command));
    assert.ok(contributes.commands.length > 5);
    assert.deepEqual(missing, []);
  });

  it('open a sample as a file of its own, outside the workspace', async () => {
    await commands.executeCommand('exotelContacts.openSample', 'contacts.csv');
    const document = window.activeTextEditor?.document;
    assert.match(document?.fileName ?? '', /contacts\.csv$/);
    assert.equal(document?.isUntitled, false);
    assert.equal(workspace.getWorkspaceFolder(document?.uri ?? workspace.workspaceFile!), undefined);
    await commands.executeCommand('workbench.action.closeActiveEditor');
  });

  it('find the sandbox reachable', async () => {
    const settings = workspace.getConfiguration('exotelContacts');
    await settings.update('region', 'sandbox', ConfigurationTarget.Global);
    assert.equal(await commands.executeCommand('exotelContacts.testConnection'), true);
    await settings.update('region', undefined, ConfigurationTarget.Global);
  });
});

describe('registerCommand', () => {
  // Not disposed: recent versions share one channel among all that have its name, the extension's own included.
  const log = new Log(new SecretMask());

  async function run(body: () => unknown): Promise<unknown> {
    const name = `test${Math.trunc(performance.now() * 1000)}` as CommandName;
    const registration = registerCommand(name, body, log);
    try {
      return await commands.executeCommand(`exotelContacts.${name}`);
    } finally {
      registration.dispose();
    }
  }

  it('passes the result on', async () => {
    assert.deepEqual(await run(() => Promise.resolve({ rows: 3 })), { rows: 3 });
  });

  for (const [what, error] of [
    ['a UserError', new UserError('test', 'An error that can be fixed')],
    ['backing out', new CancellationError()],
    ['a bug', new TypeError('x is not a function')],
  ] as const) {
    it(`gives undefined after ${what}, and never waits for a click`, async () => {
      assert.equal(await run(() => Promise.reject(error)), undefined);
    });
  }
});
