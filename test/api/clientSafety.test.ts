import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener, Server } from 'node:http';
import { createServer as createTlsServer, globalAgent } from 'node:https';
import { connect as connectTcp, createServer as createTcpServer } from 'node:net';
import type { AddressInfo, Server as TcpServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { inspect } from 'node:util';
import { after, before, beforeEach, describe, it } from 'mocha';
import { createContactsApi } from '../../src/api/client';
import { requestBody } from '../../src/core/run/requestBody';
import type { BrokenReply, Fault } from '../../src/sandbox/faults';
import { startSandbox } from '../../src/sandbox/startSandbox';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { selfSigned } from './selfSigned';

const credentials = { apiKey: 'sentinelKey17f3', apiToken: 'sentinelToken9b+/2e', accountSid: 'exotelSandbox' };
const secrets = [
  credentials.apiKey,
  credentials.apiToken,
  Buffer.from(`${credentials.apiKey}:${credentials.apiToken}`).toString('base64'),
];
const update = [JSON.stringify({ sid: 'a'.repeat(32), tag: 'New' })];

async function listen<T extends TcpServer>(server: T): Promise<{ server: T; port: number }> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

async function listenHttp(
  answer: RequestListener,
): Promise<{ server: Server; port: number; heard: IncomingMessage[] }> {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    heard.push(request);
    answer(request, response);
  });
  return { ...(await listen(server)), heard };
}

function close(server: TcpServer & { closeAllConnections?: () => void }): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections?.();
  });
}

describe('client, safety', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox();
  });
  after(() => sandbox.stop());
  beforeEach(() => {
    sandbox.faults.clear();
    sandbox.requests.clear();
  });
  const connect = (origin = sandbox.origin, timeoutMs = 60_000) =>
    createContactsApi({ origin, credentials, timeoutMs });

  it('takes https anywhere, http on loopback only, and nothing but an origin', () => {
    for (const origin of ['https://api.exotel.com', 'http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1'])
      connect(origin);
    for (const origin of [
      'http://api.exotel.com',
      'http://127.0.0.1.example.com',
      'ftp://127.0.0.1',
      'https://k:t@h.example',
      '',
    ]) {
      assert.throws(() => connect(origin), /cannot be used/);
    }
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow a ${status}`, async () => {
      const thief = await listenHttp((_, response) => response.end('{"response":[]}'));
      const target = `http://127.0.0.1:${thief.port}/`;
      sandbox.faults.next({ refuse: { status, headers: { location: target } } });
      const answer = await connect().updateContacts(requestBody(update));
      assert.ok(answer.kind === 'refused' && answer.status === status);
      assert.equal(thief.heard.length, 0);
      await close(thief.server);
    });
  }

  it('does not follow the redirect of the sandbox either', async () => {
    const thief = await listenHttp((_, response) => response.end());
    sandbox.faults.next({ redirectTo: `http://127.0.0.1:${thief.port}/v2/accounts/x/contacts` });
    const answer = await connect().updateContacts(requestBody(update));
    assert.ok(answer.kind === 'refused' && answer.status === 307);
    assert.equal(thief.heard.length, 0);
    await close(thief.server);
  });

  it("does not obey the environment's proxy", async () => {
    const proxy = await listenHttp((_, response) => response.end());
    const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'];
    const kept = { ...process.env };
    for (const name of names) process.env[name] = `http://127.0.0.1:${proxy.port}`;
    delete process.env['NO_PROXY'];
    delete process.env['no_proxy'];
    try {
      await connect().updateContacts(requestBody(update));
    } finally {
      for (const name of [...names, 'NO_PROXY', 'no_proxy']) {
        if (kept[name] === undefined) delete process.env[name];
        else process.env[name] = kept[name];
      }
    }
    assert.equal(proxy.heard.length, 0);
    assert.equal(sandbox.requests.length, 1);
    await close(proxy.server);
  });

  it('sends nothing to a server whose certificate is not trusted, whatever the environment says', async () => {
    let heard = 0;
    const { server, port } = await listen(createTlsServer(selfSigned(), (_, response) => response.end(`${heard++}`)));
    const kept = process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0';
    try {
      const answer = await connect(`https://127.0.0.1:${port}`).updateContacts(requestBody(update));
      assert.deepEqual(answer, {
        kind: 'noAnswer',
        delivered: 'no',
        cause: 'certificate',
        errorCode: 'DEPTH_ZERO_SELF_SIGNED_CERT',
      });
    } finally {
      if (kept === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED'];
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = kept;
    }
    assert.equal(heard, 0);
    await close(server);
  });

  it('knows that nothing left before TLS was agreed on', async () => {
    const { server, port } = await listen(createTcpServer((socket) => socket.on('error', () => undefined).resume()));
    const answer = await connect(`https://127.0.0.1:${port}`, 200).updateContacts(requestBody(update));
    assert.deepEqual(answer, { kind: 'noAnswer', delivered: 'no', cause: 'timeout' });
    server.close();
  });

  it('knows it through a tunnel, too, as an agent for proxies makes one', async () => {
    const { server, port } = await listen(createTcpServer((socket) => socket.on('error', () => undefined).resume()));
    let tunnels = 0;
    const agent = globalAgent as unknown as { createConnection?: unknown };
    agent.createConnection = (_: unknown, made: (error: unknown, socket: unknown) => void) => {
      const socket = connectTcp(port, '127.0.0.1', () => made(null, connectTls({ socket })));
      tunnels++;
    };
    try {
      const answer = await connect('https://127.0.0.1:1', 200).updateContacts(requestBody(update));
      assert.deepEqual(answer, { kind: 'noAnswer', delivered: 'no', cause: 'timeout' });
    } finally {
      delete agent.createConnection;
    }
    assert.equal(tunnels, 1);
    server.close();
  });

  it('treats a reply that is not HTTP as a broken connection', async () => {
    const { server, port } = await listen(
      createTcpServer((socket) => {
        socket.on('error', () => undefined);
        socket.once('data', () => socket.end('220 mail.example.com ESMTP\r\n'));
      }),
    );
    const answer = await connect(`http://127.0.0.1:${port}`).updateContacts(requestBody(update));
    assert.ok(answer.kind === 'noAnswer' && answer.delivered === 'maybe' && answer.cause === 'connection');
    await close(server);
  });

  it('lets no secret out, whatever happens', async () => {
    const stop = new AbortController();
    const broken: BrokenReply[] = ['notJson', 'truncated', 'gzipGarbage', 'trickle', 'otherJson'];
    const faults: Fault[] = [
      {},
      ...broken.map((form) => ({ broken: form })),
      ...(['envelope', 'list', 'restException', 'error', 'html', 'text'] as const).map((body) => ({
        refuse: { status: 400, body, echoCredentials: true },
      })),
      { cut: 'beforeCommit' },
      { cut: 'duringReply' },
      { hang: 'beforeCommit' },
      { redirectTo: 'http://127.0.0.1:1/' },
    ];
    const seen: unknown[] = [];
    for (const fault of faults) {
      sandbox.faults.next(fault);
      seen.push(await connect(sandbox.origin, 200).updateContacts(requestBody(update)));
    }
    seen.push(await connect('https://127.0.0.1:1').testConnection());
    stop.abort(new Error(credentials.apiToken));
    seen.push(await connect().testConnection(stop.signal));
    const echo = await listenHttp((request, response) => {
      const words = `${request.headers.authorization} ${secrets.join(' ')}`;
      const item = {
        code: 404,
        status: 'failure',
        data: { sid: secrets[1] },
        error_data: { message: words, description: words },
      };
      response.setHeader('retry-after', words);
      response.end(JSON.stringify({ request_id: secrets[0], response: [item] }));
    });
    seen.push(await connect(`http://127.0.0.1:${echo.port}`).updateContacts(requestBody(update)));
    await close(echo.server);
    seen.push(connect());
    try {
      connect(`https://${credentials.apiKey}:${credentials.apiToken}@127.0.0.1`);
    } catch (error) {
      seen.push(error);
    }
    const all = seen
      .flatMap((value) => [JSON.stringify(value), inspect(value, { depth: null, showHidden: true, getters: true })])
      .join('\n');
    for (const secret of [...secrets, encodeURIComponent(credentials.apiToken)]) assert.ok(!all.includes(secret));
    assert.ok(all.includes('•••'), 'the careless servers were heard');
    assert.equal(seen.length, faults.length + 5);
  });

  it('reads a contact with millions of escapes in a text, and every digit of its numbers', async () => {
    const sid = 'a'.repeat(32);
    const data = `{"sid":"${sid}","tag":"${'\\n'.repeat(8_000_000)}","custom_field":{"a \\" 1":12345678901234567890}}`;
    const { server, port } = await listenHttp((_, response) =>
      response.end(`{"response":{"code":200,"status":"success","error_data":null,"data":${data}}}`),
    );
    const answer = await connect(`http://127.0.0.1:${port}`)
      .readContact(sid)
      .finally(() => close(server));
    assert.ok(answer.kind === 'contacts');
    assert.ok(answer.contacts[0]?.text === data);
  });

  it('leaves no connection and no listener behind on a signal used for many requests', async () => {
    const stop = new AbortController();
    let listeners = 0;
    const add = stop.signal.addEventListener.bind(stop.signal);
    const remove = stop.signal.removeEventListener.bind(stop.signal);
    stop.signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    stop.signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    for (let n = 0; n < 20; n++) await connect().testConnection(stop.signal);
    assert.equal(listeners, 0);
  });
});
