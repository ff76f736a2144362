import * as assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { EventEmitter, extensions, type Memento, type SecretStorage, type SecretStorageChangeEvent } from 'vscode';
import { CredentialStore, StoreFailed } from '../../src/editor/credentials/credentialStore';
import type { Endpoint } from '../../src/editor/region/endpoint';
import { Log } from '../../src/editor/log';
import { SecretMask } from '../../src/editor/secretMask';

const mumbai: Endpoint = { region: 'mumbai', origin: 'https://api.in.exotel.com' };
const singapore: Endpoint = { region: 'singapore', origin: 'https://api.exotel.com' };
const gateway: Endpoint = { region: 'custom', origin: 'https://gateway.example.com' };
const otherGateway: Endpoint = { region: 'custom', origin: 'https://gateway.example.org' };
const account = (accountSid: string, mark = accountSid) => ({
  apiKey: `sentinel-key-${mark}`,
  apiToken: `sentinel-token-${mark}`,
  accountSid,
});

class MemoryMemento implements Memento {
  readonly values = new Map<string, unknown>();
  keys = () => [...this.values.keys()];
  get<T>(key: string, defaultValue?: T): T {
    return (this.values.has(key) ? this.values.get(key) : defaultValue) as T;
  }
  async update(key: string, value: unknown): Promise<void> {
    this.values.set(key, value);
  }
}

/** A store of secrets that refuses, or loses what it is given: as on a desktop without a keyring. */
class WeakSecrets implements SecretStorage {
  private readonly changed = new EventEmitter<SecretStorageChangeEvent>();
  readonly onDidChange = this.changed.event;
  constructor(private readonly how: 'refuses' | 'loses') {}
  private answer(): Promise<undefined> {
    return this.how === 'refuses' ? Promise.reject(new Error('No keyring')) : Promise.resolve(undefined);
  }
  get = (): Promise<string | undefined> => this.answer();
  store = (): Promise<void> => this.answer();
  delete = (): Promise<void> => this.answer();
  keys = (): Promise<string[]> => Promise.resolve([]);
}

describe('credentials', () => {
  let secrets: SecretStorage;
  let memento: MemoryMemento;
  // Not disposed: recent versions share one channel among all that have its name, the extension's own included.
  const log = new Log(new SecretMask());
  const opened: CredentialStore[] = [];

  /** A store as another window has it: same secrets, a memento and a memory of its own. */
  function openStore(from: SecretStorage = secrets, state: Memento = memento): CredentialStore {
    const store = new CredentialStore(from, state, new SecretMask(), log);
    opened.push(store);
    return store;
  }

  beforeEach(async () => {
    const extension = extensions.getExtension<{ secrets: SecretStorage }>('exotel-contacts.exotel-contacts');
    assert.ok(extension);
    ({ secrets } = await extension.activate());
    memento = new MemoryMemento();
  });

  afterEach(async () => {
    for (const endpoint of [mumbai, singapore, gateway, otherGateway]) {
      const store = openStore();
      for (const accountSid of await store.accounts(endpoint)) await store.remove(endpoint, accountSid);
    }
    opened.splice(0).forEach((store) => store.dispose());
  });

  it('are kept apart by region, by account and by custom origin', async () => {
    const store = openStore();
    await store.save(mumbai, account('one', 'mumbai-one'));
    await store.save(mumbai, account('two', 'mumbai-two'));
    await store.save(singapore, account('one', 'singapore-one'));
    await store.save(gateway, account('one', 'gateway-one'));

    const other = openStore(secrets, new MemoryMemento());
    assert.deepEqual(await other.accounts(mumbai), ['one', 'two']);
    assert.deepEqual(await other.accounts(singapore), ['one']);
    assert.deepEqual(await other.accounts(otherGateway), []);
    assert.deepEqual(await other.get(mumbai, 'one'), account('one', 'mumbai-one'));
    assert.deepEqual(await other.get(mumbai, 'two'), account('two', 'mumbai-two'));
    assert.deepEqual(await other.get(singapore, 'one'), account('one', 'singapore-one'));
    assert.deepEqual(await other.get(gateway, 'one'), account('one', 'gateway-one'));
    assert.equal(await other.get(otherGateway, 'one'), undefined);
  });

  it('are used where there is one account, and to be picked where there are several', async () => {
    const store = openStore();
    assert.equal(await store.chosenAccount(mumbai), undefined);
    await store.save(mumbai, account('one'));
    const elsewhere = openStore(secrets, new MemoryMemento());
    assert.equal(await elsewhere.chosenAccount(mumbai), 'one');
    await store.save(mumbai, account('two'));
    assert.equal(await store.chosenAccount(mumbai), 'two', 'the one just entered');
    assert.equal(await elsewhere.chosenAccount(mumbai), undefined, 'another workspace has not picked');
    await elsewhere.choose(mumbai, 'one');
    assert.equal(await elsewhere.chosenAccount(mumbai), 'one');
    assert.equal(await store.chosenAccount(mumbai), 'two', 'nobody else picks for this workspace');
  });

  it('are replaced when the same account is entered again, and gone when removed', async () => {
    const store = openStore();
    await store.save(mumbai, account('one', 'old'));
    await store.save(mumbai, account('one', 'new'));
    assert.deepEqual(await store.accounts(mumbai), ['one']);
    assert.deepEqual(await store.get(mumbai, 'one'), account('one', 'new'));
    await store.remove(mumbai, 'one');
    assert.deepEqual(await openStore().accounts(mumbai), []);
    assert.equal(await openStore().get(mumbai, 'one'), undefined);
  });

  it('notify every window when they change', async () => {
    const other = openStore(secrets, new MemoryMemento());
    const told = new Promise<void>((resolve) => other.onDidChange(resolve));
    await openStore().save(mumbai, account('one'));
    await told;
  });

  it('are not in a memento', async () => {
    const store = openStore();
    await store.save(mumbai, account('one'));
    await store.keepForSession(mumbai, account('two'));
    assert.doesNotMatch(JSON.stringify([...memento.values]), /sentinel/);
    assert.ok(memento.values.size > 0);
  });

  for (const how of ['refuses', 'loses'] as const) {
    it(`can be kept for the session when the store ${how}, and are written nowhere`, async () => {
      const weak = new WeakSecrets(how);
      const store = openStore(weak);
      await assert.rejects(store.save(mumbai, account('one')), StoreFailed);
      assert.deepEqual(await store.accounts(mumbai), []);

      await store.keepForSession(mumbai, account('one'));
      assert.equal(await store.chosenAccount(mumbai), 'one');
      assert.deepEqual(await store.get(mumbai, 'one'), account('one'));
      assert.equal(await openStore(weak).get(mumbai, 'one'), undefined, 'only in the memory of this store');
    });
  }

  it('can all be listed and removed, also those of a custom origin that the setting does not hold', async () => {
    const store = openStore();
    await store.save(gateway, account('one'));
    await store.keepForSession(mumbai, account('two'));
    assert.deepEqual(await store.everyAccount(), [
      { endpoint: gateway, accountSid: 'one' },
      { endpoint: mumbai, accountSid: 'two' },
    ]);
    for (const { endpoint, accountSid } of await store.everyAccount()) await store.remove(endpoint, accountSid);
    assert.deepEqual(await openStore().everyAccount(), []);
  });

  it('of the session are gone even where the store refuses to remove', async () => {
    const store = openStore(new WeakSecrets('refuses'));
    await store.keepForSession(mumbai, account('one'));
    await assert.rejects(store.remove(mumbai, 'one'), StoreFailed);
    assert.equal(await store.get(mumbai, 'one'), undefined);
  });
});
