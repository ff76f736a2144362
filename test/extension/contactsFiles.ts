import assert from 'node:assert/strict';
import {
  commands,
  ConfigurationTarget,
  extensions,
  languages,
  Uri,
  window,
  workspace,
  type Diagnostic,
  type Memento,
  type SecretStorage,
  type TextDocument,
} from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Credentials } from '../../src/api/contactsApi';
import { CredentialStore } from '../../src/editor/credentials/credentialStore';
import { Log } from '../../src/editor/log';
import type { ShownResults } from '../../src/editor/results/shownResults';
import { SecretMask } from '../../src/editor/secretMask';
import type { Wish } from '../../src/protocol';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';

export interface TestApi {
  readonly secrets: SecretStorage;
  /** The extension's own folder. */
  readonly storage: Uri;
  sandbox(): Promise<Sandbox>;
  readonly shown: ShownResults;
  /** Of the runs that have a record, from the newest to the oldest. */
  runIds(): Promise<readonly string[]>;
  /** Does what the results page asks for. */
  carryOut(wish: Wish): Promise<void>;
}

/** What the extension gives to tests, and to nobody else. */
export async function testApi(): Promise<TestApi> {
  const extension = extensions.getExtension<TestApi>('exotel-contacts.exotel-contacts');
  assert.ok(extension);
  return extension.activate();
}

/** Keeps credentials for a custom endpoint, as the command does once they were typed. @returns what takes them back */
export async function storeCredentials(origin: string, credentials: Credentials): Promise<() => Promise<void>> {
  const { secrets } = await testApi();
  const log = new Log(new SecretMask());
  const memento = { keys: () => [], get: () => undefined, update: () => Promise.resolve() } as unknown as Memento;
  const store = new CredentialStore(secrets, memento, new SecretMask(), log);
  const endpoint = { region: 'custom', origin } as const;
  await store.save(endpoint, credentials);
  return async () => {
    await store.remove(endpoint, credentials.accountSid);
    store.dispose();
  };
}

/**
 * The sandbox as most suites want it before each test: the region in use, without questions and faults, and with contacts that have
 * nothing but a sid.
 * @param contacts their numbers, for `sidOf`
 */
export async function freshSandbox(...contacts: readonly number[]): Promise<Sandbox> {
  await set({ region: 'sandbox', confirmBeforeSending: false });
  const sandbox = await (await testApi()).sandbox();
  sandbox.faults.clear();
  sandbox.contacts.reset();
  sandbox.contacts.load(contacts.map((n) => ({ sid: sidOf(n) })));
  return sandbox;
}

/** Sets the user's settings; undefined takes one back. */
export async function set(settings: Record<string, unknown>): Promise<void> {
  const configuration = workspace.getConfiguration('exotelContacts');
  for (const [key, value] of Object.entries(settings)) {
    await configuration.update(key, value, ConfigurationTarget.Global);
  }
}

let files = 0;

/** Writes a file into the workspace, under a name that no other test has. */
export async function writeFile(ending: string, content: string | Uint8Array, ...folders: string[]): Promise<Uri> {
  const folder = workspace.workspaceFolders?.[0]?.uri;
  assert.ok(folder, 'the tests need a folder');
  const uri = Uri.joinPath(folder, ...folders, `contacts-${process.pid}-${++files}.${ending}`);
  await workspace.fs.writeFile(uri, typeof content === 'string' ? Buffer.from(content) : content);
  return uri;
}

export async function openFile(ending: string, content: string | Uint8Array): Promise<TextDocument> {
  const document = await workspace.openTextDocument(await writeFile(ending, content));
  await window.showTextDocument(document);
  return document;
}

export async function update(uri?: Uri): Promise<RunSummary | undefined> {
  return commands.executeCommand<RunSummary | undefined>('exotelContacts.updateContacts', uri);
}

/** The five counts and their sum, in the order of the panel. */
export function counts(summary: RunSummary | undefined): readonly number[] {
  assert.ok(summary, 'the run was not backed out of');
  const { updated = 0, rejected, invalid, notSent, unknown, total } = summary;
  assert.equal(updated + rejected + invalid + notSent + unknown, total);
  return [updated, rejected, invalid, notSent, unknown];
}

/** Diagnostics of one source, as "line code", lines from 1. */
export function found(uri: Uri, source: 'Exotel' | 'Exotel API'): string[] {
  return diagnostics(uri, source).map(({ range, code }) => {
    const value = typeof code === 'object' ? code.value : code;
    return `${range.start.line + 1} ${value}`;
  });
}

export function diagnostics(uri: Uri, source: 'Exotel' | 'Exotel API'): Diagnostic[] {
  return languages.getDiagnostics(uri).filter((diagnostic) => diagnostic.source === source);
}
