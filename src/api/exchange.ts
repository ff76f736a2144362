import axios from 'axios';
import * as http from 'http';
import * as https from 'https';
import type { ClientRequest, IncomingMessage, RequestOptions } from 'http';
import type { Socket } from 'net';
import type { Readable } from 'stream';
import type { HeaderReader } from './rateLimit';
import { replyLimits } from './replyLimits';
import { classifyNetworkError } from './networkError';
import type { NoAnswer } from './networkError';

export interface HttpRequest {
  readonly url: string;
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  readonly headers: Readonly<Record<string, string>>;
  /** Bytes, because axios would parse a JSON text to trim it. */
  readonly body?: Buffer;
  /** Called when the last byte was handed to the system. */
  readonly onSent?: () => void;
  /** For the whole exchange, the last byte of the reply included. */
  readonly timeoutMs: number;
}

/** A status and headers came back. `problem`, for the user: why `text` is not the whole body. */
export interface HttpReply {
  readonly kind: 'reply';
  readonly status: number;
  readonly header: HeaderReader;
  readonly text: string;
  readonly problem?: string;
}

/** Half of a good reply is none: it is asked for again, as after any broken connection. */
const cutOff = 'it was cut off';

/**
 * One HTTP exchange by axios: no redirects, no environment's proxy (VS Code's own works underneath, in `http` and `https`),
 * TLS checks always on, bounded in time and memory. Never throws for the network or the server, and no axios error, which
 * would carry the Authorization header, leaves.
 */
export async function exchange(request: HttpRequest, signal?: AbortSignal): Promise<HttpReply | NoAnswer> {
  const ending = new AbortController();
  let ended: 'timeout' | 'stopped' | undefined;
  const end = (cause: 'timeout' | 'stopped') => {
    ended ??= cause;
    ending.abort();
  };
  const stop = () => end('stopped');
  const deadline = setTimeout(() => end('timeout'), request.timeoutMs);
  signal?.addEventListener('abort', stop, { once: true });
  if (signal?.aborted) stop();
  const connection = { made: false };
  const noAnswer = (error?: unknown): NoAnswer =>
    ended
      ? { kind: 'noAnswer', delivered: connection.made ? 'maybe' : 'no', cause: ended }
      : classifyNetworkError((error as { code?: unknown } | undefined)?.code, connection.made);
  try {
    const { status, headers, data } = await axios.request<Readable>({
      url: request.url,
      method: request.method,
      headers: request.headers,
      ...(request.body && { data: request.body }),
      adapter: 'http',
      responseType: 'stream',
      maxRedirects: 0,
      proxy: false,
      validateStatus: () => true,
      signal: ending.signal,
      transport: watchedTransport(connection, request.onSent),
    });
    const accepted = status >= 200 && status < 300;
    const { text, problem } = await readText(data, accepted ? replyLimits.bytes : replyLimits.refusalBytes);
    if (accepted && (ended || problem === cutOff)) return noAnswer();
    const header: HeaderReader = (name) => (headers[name] as string | undefined) ?? undefined;
    return { kind: 'reply', status, header, text, ...(problem !== undefined && { problem }) };
  } catch (error) {
    return noAnswer(error);
  } finally {
    clearTimeout(deadline);
    signal?.removeEventListener('abort', stop);
  }
}

/** Node's own transport, watched: only with a connection, TLS included, can a byte of the request have left. */
function watchedTransport(connection: { made: boolean }, onSent?: () => void) {
  return {
    request(options: RequestOptions, onReply: (reply: IncomingMessage) => void): ClientRequest {
      const secure = options.protocol === 'https:';
      const request = secure
        ? https.request({ ...options, rejectUnauthorized: true }, onReply)
        : http.request(options, onReply);
      if (onSent) request.once('finish', onSent);
      request.once('socket', (socket: Socket & { secureConnecting?: boolean }) => {
        const made = () => (connection.made = true);
        if (socket.connecting || socket.secureConnecting) socket.once(secure ? 'secureConnect' : 'connect', made);
        else made();
      });
      return request;
    },
  };
}

/** Node's decompressors, Brotli and zlib alike, number their errors; a connection's numbered ones name a system call. */
function isUnpacking(error: unknown): boolean {
  const { errno, syscall } = error as { errno?: unknown; syscall?: unknown };
  return typeof errno === 'number' && syscall === undefined;
}

async function readText(stream: Readable, limit: number): Promise<{ text: string; problem?: string }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let problem: string | undefined;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      // Leaving the loop destroys the stream and with it the connection.
      if (bytes > limit) {
        problem = `it is larger than ${limit / 1024 / 1024} MB`;
        break;
      }
      chunks.push(chunk);
    }
  } catch (error) {
    problem = isUnpacking(error) ? 'it cannot be unpacked' : cutOff;
  }
  return {
    text: Buffer.concat(chunks)
      .toString()
      .replace(/^\ufeff/, ''),
    ...(problem !== undefined && { problem }),
  };
}
