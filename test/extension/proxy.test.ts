import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'mocha';
import { commands, ConfigurationTarget, workspace } from 'vscode';
import { set, storeCredentials, testApi } from './contactsFiles';

// A name that never resolves: only a proxy can be asked for it.
const origin = 'https://gateway.invalid';

describe('VS Code’s proxy settings', () => {
  const asked: string[] = [];
  let proxy: Server;
  let forget: () => Promise<void>;

  before(async () => {
    await testApi();
    proxy = createServer().on('connect', ({ url }, socket) => {
      asked.push(url ?? '');
      socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n');
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    const { port } = proxy.address() as AddressInfo;
    await setProxy(`http://127.0.0.1:${port}`);
    await set({ region: 'custom', customEndpoint: origin });
    forget = await storeCredentials(origin, { apiKey: 'sentinel-key', apiToken: 'sentinel-token', accountSid: 'demo' });
  });

  after(async () => {
    await forget();
    await set({ region: undefined, customEndpoint: undefined });
    await setProxy(undefined);
    await new Promise((resolve) => proxy.close(resolve));
  });

  it('lead the requests to the proxy', async () => {
    assert.notEqual(await commands.executeCommand('exotelContacts.testConnection'), true);
    assert.deepEqual(asked, ['gateway.invalid:443']);
  });
});

async function setProxy(address: string | undefined): Promise<void> {
  await workspace.getConfiguration('http').update('proxy', address, ConfigurationTarget.Global);
}
