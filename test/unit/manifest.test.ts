import * as assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';
import { commandId, commandNames, contextKeys, prefix, resultsPanelType } from '../../src/editor/ids';
import { settingTable } from '../../src/editor/settingTable';

interface Setting {
  default: unknown;
  scope: string;
  enum?: string[];
  enumItemLabels?: string[];
  markdownEnumDescriptions?: string[];
  minimum?: number;
  maximum?: number;
  markdownDescription: string;
}

interface MenuItem {
  command: string;
  when?: string;
  group?: string;
}

interface Manifest {
  icon: string;
  activationEvents: string[];
  extensionKind: string[];
  engines: { vscode: string };
  capabilities: {
    untrustedWorkspaces: { supported: string; restrictedConfigurations: string[] };
    virtualWorkspaces: boolean;
  };
  contributes: {
    commands: { command: string; title: string; category: string; icon?: string }[];
    menus: Record<string, MenuItem[]>;
    keybindings: { command: string; key: string; when: string }[];
    configuration: { properties: Record<string, Setting> };
    walkthroughs: { steps: { description: string; media: { markdown: string }; completionEvents: string[] }[] }[];
  };
}

const root = path.resolve(__dirname, '../../..');
const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;
const { commands, menus, keybindings, configuration, walkthroughs } = manifest.contributes;
const settings = configuration.properties;

/** The contract's table; a change here breaks keybindings and scripts of users. */
const titles: Record<string, string> = {
  updateContacts: 'Update Contacts from This File',
  createContacts: 'Create Contacts from This File',
  deleteContacts: 'Delete Contacts in This File…',
  addToList: 'Add Contacts in This File to a List…',
  checkFile: 'Check This File',
  retryFailed: 'Retry Rows That Did Not Go Through',
  stopUpdate: 'Stop Update',
  showResults: 'Show Results',
  retryRows: 'Retry These Rows',
  exportRows: 'Export These Rows…',
  copyRows: 'Copy',
  copySids: 'Copy SID',
  revealRow: 'Go to Row in File',
  showHistory: 'Show Run History…',
  exportResults: 'Export Results…',
  showResultsAsText: 'Show Results as Text',
  nextFailedRow: 'Go to Next Row That Failed',
  previousFailedRow: 'Go to Previous Row That Failed',
  resumeRun: 'Resume Interrupted Update',
  undoRun: 'Undo an Update…',
  clearSnapshots: 'Remove Snapshots',
  setCredentials: 'Set API Credentials…',
  clearCredentials: 'Remove API Credentials',
  testConnection: 'Test Connection',
  switchRegion: 'Switch Region',
  copyAsCode: 'Copy Request As…',
  openSample: 'Open a Sample Contacts File',
  loadIntoSandbox: 'Load This File into the Sandbox',
  downloadContacts: 'Download Contacts to a File…',
  previewChanges: 'Preview Changes…',
  updateRows: 'Update These Contacts',
  previewRows: 'Preview Changes to These Contacts',
  copyContacts: 'Copy These Contacts as JSON',
  copyRowsAsCode: 'Copy Request for These Contacts As…',
  showLog: 'Show Log',
};

const scopes: Record<string, string> = {
  region: 'window',
  customEndpoint: 'application',
  confirmBeforeSending: 'application',
  batchSize: 'window',
  requestsPerMinute: 'window',
  requestTimeoutSeconds: 'window',
  maxAttempts: 'window',
  emptyCells: 'resource',
  defaultCountryCode: 'resource',
  keepRuns: 'application',
  codeLens: 'window',
  liveChecks: 'resource',
  snapshotBeforeRun: 'window',
  keepSnapshotsDays: 'application',
};

describe('manifest', () => {
  it('has the titles of the contract, in one category', () => {
    assert.deepEqual(
      Object.fromEntries(commands.map(({ command, title }) => [command, title])),
      Object.fromEntries(Object.entries(titles).map(([name, title]) => [`exotelContacts.${name}`, title])),
    );
    assert.deepEqual([...new Set(commands.map(({ category }) => category))], ['Exotel Contacts']);
  });

  it('has one id and one file for each command', () => {
    assert.deepEqual(
      commands.map(({ command }) => command),
      commandNames.map((name) => commandId(name)),
    );
    const files = readdirSync(path.join(root, 'src/editor/commands'))
      .map((file) => path.basename(file, '.ts'))
      .filter((file) => file !== 'registerCommand');
    assert.deepEqual(files.sort(), [...commandNames].sort());
  });

  it('has the settings that are read, with their defaults and limits', () => {
    const read = Object.entries(settingTable).map(([name, rule]) => [
      `${prefix}.${name}`,
      { default: rule.default, oneOf: rule.oneOf, min: rule.min, max: rule.max, scope: scopes[name] },
    ]);
    const declared = Object.entries(settings).map(([key, setting]) => [
      key,
      {
        default: setting.default,
        oneOf: setting.enum,
        min: setting.minimum,
        max: setting.maximum,
        scope: setting.scope,
      },
    ]);
    assert.deepEqual(Object.fromEntries(declared), Object.fromEntries(read));
  });

  it('explains every setting and every choice', () => {
    for (const [key, setting] of Object.entries(settings)) {
      assert.ok(setting.markdownDescription.length > 20, key);
      assert.equal(setting.markdownEnumDescriptions?.length, setting.enum?.length, key);
      assert.equal(setting.enumItemLabels?.length, setting.enum?.length, key);
      for (const [, named] of setting.markdownDescription.matchAll(/`#([^#]+)#`/g)) {
        assert.ok(named !== undefined && named in settings, `${key} names ${named}`);
      }
    }
  });

  it('uses only context keys that are set', () => {
    const known = new Set<string>([
      ...Object.values(contextKeys),
      ...Object.keys(settings).map((key) => `config.${key}`),
      'resourceExtname',
      'resourceScheme',
      'explorerResourceIsFolder',
      'resource',
      'in',
      'false',
      'webviewId',
      'activeWebviewPanelId',
      // Of the page's own: which part of it was clicked, and what it shows.
      'webviewSection',
      'webviewKind',
    ]);
    const clauses = Object.values(menus).flatMap((items) => items.map(({ when }) => when ?? ''));
    for (const clause of clauses) {
      const bare = clause.replace(/\/\^.*?\/i?/g, '').replace(/'[^']*'/g, '');
      for (const [key] of bare.matchAll(/[A-Za-z][\w.]*/g)) assert.ok(known.has(key), `${key} in ${clause}`);
    }
    assert.ok(clauses.length > 0);
  });

  it('goes through the rows that failed with F4, only while the results panel is in front', () => {
    const when = `activeWebviewPanelId == '${resultsPanelType}'`;
    assert.deepEqual(keybindings, [
      { command: commandId('nextFailedRow'), key: 'f4', when },
      { command: commandId('previousFailedRow'), key: 'shift+f4', when },
    ]);
  });

  it('offers the file commands on every format we read', () => {
    const items = [...(menus['explorer/context'] ?? []), ...(menus['editor/context'] ?? [])];
    assert.deepEqual(
      items.map(({ command }) => command.slice(prefix.length + 1)),
      ['updateContacts', 'createContacts', 'checkFile', 'updateContacts', 'createContacts', 'checkFile', 'copyAsCode'],
    );
    for (const { when = '' } of items) {
      const pattern = /=~ \/(.*)\/i/.exec(when)?.[1];
      assert.ok(pattern, when);
      const matches = (name: string) => new RegExp(pattern, 'i').test(name);
      assert.deepEqual(['.json', '.jsonl', '.ndjson', '.csv', '.tsv', '.CSV'].filter(matches).length, 6);
      assert.deepEqual(['.jsonc', '.txt', '.xlsx', ''].filter(matches), []);
    }
  });

  it('names only commands that exist', () => {
    const known = new Set(commands.map(({ command }) => command));
    const named = [
      ...Object.values(menus).flatMap((items) => items.map(({ command }) => command)),
      ...walkthroughs.flatMap(({ steps }) =>
        steps.flatMap(({ description, completionEvents }) => [
          ...[...description.matchAll(/command:(?:toSide:)?([\w.]+)/g)].map((match) => match[1] ?? ''),
          ...completionEvents.flatMap((event) => (event.startsWith('onCommand:') ? event.slice(10) : [])),
        ]),
      ),
    ];
    assert.ok(named.length > 10);
    for (const command of named) assert.ok(known.has(command), command);
  });

  it('ticks off the walkthrough’s update when a run has begun, not when the command was tried', () => {
    const events = walkthroughs.flatMap(({ steps }) => steps.flatMap(({ completionEvents }) => completionEvents));
    assert.ok(events.includes(`onContext:${contextKeys.runOn}`));
    assert.ok(!events.includes(`onCommand:${prefix}.updateContacts`));
  });

  it('hides no command that the sandbox or a file needs from the palette', () => {
    const hidden = (menus['commandPalette'] ?? []).map(({ command }) => command.slice(prefix.length + 1));
    // About the rows that are selected on the page: its menu has them.
    const ofTheMenu = ['retryRows', 'exportRows', 'copyRows', 'copySids', 'revealRow'];
    // About contacts of a file: the hover and the lightbulb have them.
    const ofTheFile = ['updateRows', 'previewRows', 'copyContacts', 'copyRowsAsCode'];
    assert.deepEqual(hidden, ['stopUpdate', 'retryFailed', 'resumeRun', ...ofTheMenu, ...ofTheFile]);
  });

  it('ships every file that it names', () => {
    const files = [manifest.icon, ...walkthroughs.flatMap(({ steps }) => steps.map(({ media }) => media.markdown))];
    for (const file of files) assert.ok(existsSync(path.join(root, file)), file);
  });

  it('keeps the face that the contract promises', () => {
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
    assert.equal(manifest.engines.vscode, '^1.100.0');
    assert.deepEqual(manifest.activationEvents, ['onStartupFinished', `onWebviewPanel:${resultsPanelType}`]);
    assert.equal(manifest.capabilities.virtualWorkspaces, true);
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    for (const key of manifest.capabilities.untrustedWorkspaces.restrictedConfigurations) {
      assert.ok(key in settings, key);
    }
  });
});
