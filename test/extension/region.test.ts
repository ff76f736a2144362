import * as assert from 'node:assert/strict';
import { afterEach, before, describe, it } from 'mocha';
import { commands, ConfigurationTarget, EventEmitter, type Memento, type SecretStorage, workspace } from 'vscode';
import { UserError } from '../../src/core/userError';
import { chooseTarget } from '../../src/editor/region/chooseTarget';
import { CredentialStore } from '../../src/editor/credentials/credentialStore';
import { Log } from '../../src/editor/log';
import { writeRegion } from '../../src/editor/region/regionChoice';
import { SandboxHost } from '../../src/editor/region/sandboxHost';
import { SecretMask } from '../../src/editor/secretMask';
import { readSetting, requestsPerMinute } from '../../src/editor/settings';

const settings = () => workspace.getConfiguration('exotelContacts');
const emptySecrets: SecretStorage = {
  get: () => Promise.resolve(undefined),
  store: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  keys: () => Promise.resolve([]),
  onDidChange: new EventEmitter<never>().event,
} as SecretStorage;
const emptyMemento: Memento = {
  keys: () => [],
  get: <T>(_key: string, value?: T) => value as T,
  update: () => Promise.resolve(),
};

async function clear(): Promise<void> {
  for (const key of ['region', 'customEndpoint', 'requestsPerMinute']) {
    await settings().update(key, undefined, ConfigurationTarget.Global);
  }
  await settings().update('region', undefined, ConfigurationTarget.Workspace);
}

describe('region', () => {
  before(clear);
  afterEach(clear);

  it('is asked for until one is chosen', () => {
    assert.equal(readSetting('region'), 'ask');
  });

  it("is written to the user's settings", async () => {
    await writeRegion('mumbai');
    assert.equal(settings().inspect('region')?.globalValue, 'mumbai');
    assert.equal(settings().inspect('region')?.workspaceValue, undefined);
    assert.equal(readSetting('region'), 'mumbai');
  });

  it("is written to the workspace's settings where these set it", async () => {
    await settings().update('region', 'ask', ConfigurationTarget.Workspace);
    await writeRegion('singapore');
    assert.equal(settings().inspect('region')?.workspaceValue, 'singapore');
    assert.equal(settings().inspect('region')?.globalValue, undefined);
  });

  it('is switched by the command with a region for an argument', async () => {
    await commands.executeCommand('exotelContacts.switchRegion', 'sandbox');
    assert.equal(readSetting('region'), 'sandbox');
  });

  it('paces the sandbox only by hand', async () => {
    assert.equal(requestsPerMinute('sandbox'), undefined);
    assert.equal(requestsPerMinute('mumbai'), 30);
    await settings().update('requestsPerMinute', 7, ConfigurationTarget.Global);
    assert.equal(requestsPerMinute('sandbox'), 7);
  });
});

describe('chooseTarget', () => {
  const mask = new SecretMask();
  const log = new Log(mask);
  const parts = {
    credentials: new CredentialStore(emptySecrets, emptyMemento, mask, log),
    sandbox: new SandboxHost(),
  };

  afterEach(async () => {
    parts.sandbox.dispose();
    await clear();
  });

  it('starts the sandbox on loopback, once, with credentials of its own', async () => {
    await writeRegion('sandbox');
    const first = await chooseTarget(parts);
    const second = await chooseTarget(parts);
    assert.equal(first.target.region, 'sandbox');
    assert.match(first.target.origin, /^http:\/\/127\.0\.0\.1:\d+$/);
    assert.equal(first.target.accountSid, first.credentials.accountSid);
    assert.equal(second.target.origin, first.target.origin);
  });

  it('takes the host of a region from nowhere but the code, also for a run that is gone on with', async () => {
    const keep = { region: 'mumbai', origin: 'https://elsewhere.example.com', accountSid: 'exotel8u3' } as const;
    await parts.credentials.keepForSession(
      { region: 'mumbai', origin: 'https://api.in.exotel.com' },
      { apiKey: 'key', apiToken: 'token', accountSid: keep.accountSid },
    );
    const { target, credentials } = await chooseTarget(parts, keep);
    assert.equal(target.origin, 'https://api.in.exotel.com');
    assert.equal(credentials.apiKey, 'key');
  });

  for (const [endpoint, why] of [
    ['', /is empty/],
    ['http://gateway.example.com', /must start with https/],
    ['https://key:token@gateway.example.com', /must not contain credentials/],
    ['no address', /not an address/],
  ] as const) {
    it(`refuses the custom endpoint “${endpoint}” and leads to the setting`, async () => {
      await settings().update('customEndpoint', endpoint, ConfigurationTarget.Global);
      await writeRegion('custom');
      await assert.rejects(chooseTarget(parts), (error: unknown) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, why);
        assert.doesNotMatch(error.message, /key:token/);
        assert.deepEqual(error.actions[0]?.arguments, ['exotelContacts.customEndpoint']);
        return true;
      });
    });
  }
});
