import { createServer } from 'http';
import type { IncomingMessage, ServerResponse } from 'http';
import type { AddressInfo } from 'net';
import { setTimeout as wait } from 'timers/promises';
import { sendBroken } from './brokenReply';
import { ContactLists } from './contactLists';
import { ContactStore } from './contactStore';
import type { ContactFields } from './contactStore';
import { distort } from './distort';
import type { Reply } from './envelope';
import { Faults } from './faults';
import type { Fault } from './faults';
import { RateLimit } from './rateLimit';
import { refuse } from './refuse';
import { RequestLog } from './requestLog';
import type { RequestRecord } from './requestLog';
import { route, sandboxCredentials } from './route';
import { sampleContacts } from './sampleContacts';

/** A local Exotel contacts API. It keeps everything in memory and starts again every time. */
export interface Sandbox {
  /** e.g. http://127.0.0.1:40123 */
  readonly origin: string;
  readonly credentials: { readonly apiKey: string; readonly apiToken: string; readonly accountSid: string };
  readonly contacts: ContactStore;
  readonly lists: ContactLists;
  readonly faults: Faults;
  readonly requests: RequestLog;
  /** Ends open connections, too. */
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** Known from the start; the sample's contacts unless given. */
  readonly contacts?: Iterable<ContactFields & { sid: string }>;
  /** 429 over this many requests in a minute; no limit unless given. */
  readonly requestsPerMinute?: number;
  /** A free one unless given. */
  readonly port?: number;
  /** Bodies over this are 413; Exotel's own limit is not documented. */
  readonly maxBodyBytes?: number;
}

/** Starts the sandbox on 127.0.0.1. @throws Node's error where the port cannot be had */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const requests = new RequestLog();
  const faults = new Faults(() => requests.length);
  faults.requestsPerMinute = options.requestsPerMinute;
  const contacts = new ContactStore(sandboxCredentials.accountSid, options.contacts ?? sampleContacts);
  const lists = new ContactLists();
  const rateLimit = new RateLimit(faults);
  const maxBodyBytes = options.maxBodyBytes ?? 64 * 1024 * 1024;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: target = '/', headers } = request;
    const record = requests.add(method, target);
    const fault = faults.of(record.number);
    response.once('close', () => (record.cutOff = !response.writableFinished));
    const body = await readBody(request, maxBodyBytes);
    if (fault.delayMs) await wait(fault.delayMs, undefined, { ref: false });
    await fault.holdUntil;
    if (response.destroyed || fault.hang === 'beforeCommit') return;
    if (fault.cut === 'beforeCommit') return void response.destroy();
    const authorization = headers.authorization ?? '';
    const reply = fault.redirectTo
      ? { status: 307, headers: { location: fault.redirectTo }, body: '' }
      : fault.refuse
        ? refuse(method, fault.refuse, authorization)
        : (rateLimit.take(method) ??
          route(
            { method, target, authorization, contentType: headers['content-type'] ?? '', body },
            { contacts, lists },
            fault,
            record,
          ));
    if (fault.hang) return;
    if (fault.cut === 'afterCommit') return void response.destroy();
    await sendReply(response, distort(reply, fault.distort ?? []), fault, record);
  }

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    credentials: sandboxCredentials,
    contacts,
    lists,
    faults,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** @returns the body, or undefined where it is over the limit: then the rest is read and thrown away, so that the 413 arrives */
async function readBody(request: IncomingMessage, maxBytes: number): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= maxBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes <= maxBytes ? Buffer.concat(chunks).toString() : undefined;
}

async function sendReply(response: ServerResponse, reply: Reply, fault: Fault, record: RequestRecord): Promise<void> {
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body);
  if (fault.broken && reply.status < 300) {
    record.status = 200;
    return sendBroken(response, fault.broken, text);
  }
  record.status = reply.status;
  response.writeHead(reply.status, {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(text),
    ...reply.headers,
  });
  if (fault.cut === 'duringReply') {
    const half = Buffer.from(text).subarray(0, Math.floor(text.length / 2));
    return void response.write(half, () => response.destroy());
  }
  response.end(text);
}
