import { once } from 'node:events';
import * as http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '../../src/sandbox/startSandbox';

/** A server that takes every contact, and keeps the bytes of the requests as they came. */
export interface BodyRecorder extends Pick<Sandbox, 'origin' | 'credentials'> {
  readonly bodies: Buffer[];
  stop(): void;
}

export async function startBodyRecorder(): Promise<BodyRecorder> {
  const bodies: Buffer[] = [];
  const server = http.createServer((request, reply) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks);
      bodies.push(body);
      const { contacts } = JSON.parse(body.toString()) as { contacts: { sid: string }[] };
      const response = contacts.map(({ sid }) => ({ code: 200, status: 'success', error_data: null, data: { sid } }));
      reply.writeHead(207, { 'content-type': 'application/json' });
      reply.end(JSON.stringify({ http_code: 207, response }));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: { apiKey: 'key', apiToken: 'token', accountSid: 'account' },
    bodies,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
