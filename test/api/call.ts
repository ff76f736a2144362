import * as http from 'http';
import type { Envelope, Item } from '../../src/sandbox/envelope';
import type { Sandbox } from '../../src/sandbox/startSandbox';

export interface Called {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly envelope: Envelope;
  /** The envelope's `response`, as an array also where it is one object. */
  readonly items: readonly Item[];
}

/** One plain HTTP call of the sandbox's API, without the client. `path` comes after `/contacts`. */
export function call(
  sandbox: Sandbox,
  method: string,
  path = '',
  body?: unknown,
  { headers = {}, whole = false }: { headers?: http.OutgoingHttpHeaders; whole?: boolean } = {},
): Promise<Called> {
  const { apiKey, apiToken, accountSid } = sandbox.credentials;
  const text = typeof body === 'string' ? body : body === undefined ? undefined : JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const request = http.request(
      sandbox.origin + (whole ? path : `/v2/accounts/${accountSid}/contacts${path}`),
      {
        method,
        auth: `${apiKey}:${apiToken}`,
        headers: { 'content-type': 'application/json', ...headers },
        agent: false,
      },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          const envelope = JSON.parse(Buffer.concat(chunks).toString()) as Envelope;
          const { response } = envelope;
          const items = Array.isArray(response) ? response : [response];
          resolve({ status: reply.statusCode ?? 0, headers: reply.headers, envelope, items });
        });
      },
    );
    request.on('error', reject);
    request.end(text);
  });
}
