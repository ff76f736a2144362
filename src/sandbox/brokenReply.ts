import type { ServerResponse } from 'http';
import { Readable } from 'stream';
import { pipeline } from 'stream/promises';
import { setTimeout as wait } from 'timers/promises';
import { createGzip } from 'zlib';
import type { BrokenReply } from './faults';

const megabyte = Buffer.alloc(1024 * 1024, ' ');

/** Sends a body that is not an envelope; `good` is what would have been sent. Ends early when the caller hangs up. */
export async function sendBroken(response: ServerResponse, form: BrokenReply, good: string): Promise<void> {
  response.setHeader('content-type', form === 'html' ? 'text/html' : 'application/json');
  switch (form) {
    case 'notJson':
      response.end('OK, all contacts were updated');
      return;
    case 'html':
      response.end('<!doctype html><html><body><h1>Please sign in to this network</h1></body></html>');
      return;
    case 'empty':
      response.end();
      return;
    case 'truncated':
      response.end(good.slice(0, Math.floor(good.length / 2)));
      return;
    case 'otherJson':
      response.end('{"status":"ok"}');
      return;
    case 'deepJson':
      response.end(`{"response":${'['.repeat(5_000_000)}`);
      return;
    case 'manyItems':
      response.end(`{"response":[${'{},'.repeat(10_000_000)}{}]}`);
      return;
    case 'gzipGarbage':
      response.setHeader('content-encoding', 'gzip');
      response.end('this is not gzip');
      return;
    case 'brotliGarbage':
      response.setHeader('content-encoding', 'br');
      response.end('this is not Brotli');
      return;
    case 'deflateGarbage':
      response.setHeader('content-encoding', 'deflate');
      response.end('this is not deflate');
      return;
    case 'gzipBomb':
      // A gigabyte in about a megabyte.
      response.setHeader('content-encoding', 'gzip');
      return pipeline(Readable.from(blanks(1024)), createGzip(), response);
    case 'huge':
      return pipeline(Readable.from(blanks(100, good)), response);
    case 'endless':
      return pipeline(Readable.from(blanks(Infinity)), response);
    case 'trickle':
      return pipeline(Readable.from(trickle()), response);
  }
}

function* blanks(megabytes: number, end = '') {
  for (let sent = 0; sent < megabytes; sent++) yield megabyte;
  yield Buffer.from(end);
}

async function* trickle() {
  for (;;) {
    yield ' ';
    await wait(20);
  }
}
