import { type Disposable, EventEmitter, type Memento, type SecretStorage } from 'vscode';
import type { Credentials } from '../../api/contactsApi';
import { type AccountIndex, formatIndex, parseIndex, withAccount, withoutAccount } from './accountIndex';
import { type Endpoint, endpointKey, endpointOfKey } from '../region/endpoint';
import { prefix, storageKeys } from '../ids';
import type { Log } from '../log';
import type { SecretMask } from '../secretMask';

/** The store of secrets did not take, give or drop what it was asked for. `cause` is its own error, if it had one. */
export class StoreFailed extends Error {
  override readonly name = 'StoreFailed';
}

export interface Account {
  readonly endpoint: Endpoint;
  readonly accountSid: string;
}

/**
 * Key and token of every account, in VS Code's SecretStorage and nowhere else; or in memory, for this session only, where the
 * user chose so because the store failed. Which account of an endpoint is in use is remembered for each workspace.
 */
export class CredentialStore implements Disposable {
  private readonly session = new Map<string, Account & { readonly credentials: Credentials }>();
  private saidUnreadable = false;
  private readonly changed = new EventEmitter<void>();
  private readonly watcher: Disposable;
  /** Fires when an account was added, removed or picked, in this window or another one. */
  readonly onDidChange = this.changed.event;

  constructor(
    private readonly secrets: SecretStorage,
    private readonly workspaceState: Memento,
    private readonly mask: SecretMask,
    private readonly log: Log,
  ) {
    this.watcher = secrets.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.changed.fire();
    });
  }

  /** All accounts, by endpoint and in order. Those of a store that cannot be read are not among them. */
  async everyAccount(): Promise<readonly Account[]> {
    let index = await this.index().catch((error: unknown) => {
      this.unreadable(error);
      return parseIndex(undefined);
    });
    for (const { endpoint, accountSid } of this.session.values()) {
      index = withAccount(index, endpointKey(endpoint), accountSid);
    }
    return [...index].flatMap(([key, accounts]) => {
      const endpoint = endpointOfKey(key);
      return endpoint ? accounts.map((accountSid) => ({ endpoint, accountSid })) : [];
    });
  }

  /** The account SIDs of an endpoint, in order. */
  async accounts(endpoint: Endpoint): Promise<readonly string[]> {
    const key = endpointKey(endpoint);
    const all = await this.everyAccount();
    return all.filter((account) => endpointKey(account.endpoint) === key).map(({ accountSid }) => accountSid);
  }

  /** The account in use: the one picked in this workspace, else the only one. Undefined: none, or none picked yet. */
  async chosenAccount(endpoint: Endpoint): Promise<string | undefined> {
    const accounts = await this.accounts(endpoint);
    const picked = this.picked()[endpointKey(endpoint)];
    if (picked !== undefined && accounts.includes(picked)) return picked;
    return accounts.length === 1 ? accounts[0] : undefined;
  }

  async choose(endpoint: Endpoint, accountSid: string): Promise<void> {
    const picked = { ...this.picked(), [endpointKey(endpoint)]: accountSid };
    await this.workspaceState.update(storageKeys.chosenAccounts, picked);
    this.changed.fire();
  }

  /** Key and token of one account; undefined when they are not there or the store cannot be read. */
  async get(endpoint: Endpoint, accountSid: string): Promise<Credentials | undefined> {
    const inSession = this.session.get(secretKey(endpoint, accountSid));
    if (inSession) return inSession.credentials;
    let text: string | undefined;
    try {
      text = await this.secrets.get(secretKey(endpoint, accountSid));
    } catch (error) {
      this.unreadable(error);
    }
    const credentials = parseCredentials(text, accountSid);
    if (credentials) this.mask.add(credentials.apiKey, credentials.apiToken);
    return credentials;
  }

  /**
   * Stores and picks an account, replacing what was there, and reads it back: some stores lose what they accept.
   * @throws StoreFailed
   */
  async save(endpoint: Endpoint, credentials: Credentials): Promise<void> {
    const { apiKey, apiToken, accountSid } = credentials;
    this.mask.add(apiKey, apiToken);
    const key = secretKey(endpoint, accountSid);
    const text = JSON.stringify({ apiKey, apiToken });
    await attempt(async () => {
      await this.secrets.store(key, text);
      if ((await this.secrets.get(key)) !== text) throw new StoreFailed('What was stored could not be read back');
      await this.writeIndex(withAccount(await this.index(), endpointKey(endpoint), accountSid));
    });
    this.session.delete(key);
    await this.choose(endpoint, accountSid);
  }

  /** Keeps an account in memory until the window closes, and picks it. */
  async keepForSession(endpoint: Endpoint, credentials: Credentials): Promise<void> {
    this.mask.add(credentials.apiKey, credentials.apiToken);
    const { accountSid } = credentials;
    this.session.set(secretKey(endpoint, accountSid), { endpoint, accountSid, credentials });
    await this.choose(endpoint, accountSid);
  }

  /** @throws StoreFailed when the store refuses; what was kept for the session is gone in any case */
  async remove(endpoint: Endpoint, accountSid: string): Promise<void> {
    this.session.delete(secretKey(endpoint, accountSid));
    try {
      await attempt(async () => {
        await this.secrets.delete(secretKey(endpoint, accountSid));
        await this.writeIndex(withoutAccount(await this.index(), endpointKey(endpoint), accountSid));
      });
    } finally {
      this.changed.fire();
    }
  }

  dispose(): void {
    this.watcher.dispose();
    this.changed.dispose();
    this.session.clear();
  }

  private async index(): Promise<AccountIndex> {
    return parseIndex(await this.secrets.get(storageKeys.accounts));
  }

  private async writeIndex(index: AccountIndex): Promise<void> {
    await this.secrets.store(storageKeys.accounts, formatIndex(index));
  }

  private unreadable(error: unknown): void {
    if (!this.saidUnreadable) this.log.bug('The secret storage cannot be read', error);
    this.saidUnreadable = true;
  }

  private picked(): Readonly<Record<string, string>> {
    return this.workspaceState.get(storageKeys.chosenAccounts, {});
  }
}

const secretKey = (endpoint: Endpoint, accountSid: string) =>
  storageKeys.credentials(endpointKey(endpoint), accountSid);

async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof StoreFailed
      ? error
      : new StoreFailed('The secret storage rejected the request', { cause: error });
  }
}

function parseCredentials(text: string | undefined, accountSid: string): Credentials | undefined {
  if (!text) return undefined;
  try {
    const { apiKey, apiToken } = JSON.parse(text) as Partial<Credentials>;
    return apiKey && apiToken ? { apiKey, apiToken, accountSid } : undefined;
  } catch {
    return undefined;
  }
}
