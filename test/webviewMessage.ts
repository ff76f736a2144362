import assert from 'node:assert/strict';

/** A message as VS Code puts it on its way to a webview: JSON, and the whole buffers behind its typed arrays. */
interface SentMessage {
  readonly json: string;
  readonly buffers: readonly ArrayBuffer[];
}

const types = { Uint8Array, Uint16Array, Uint32Array };

export function sentMessage(message: unknown): SentMessage {
  const buffers: ArrayBuffer[] = [];
  const json = JSON.stringify(message, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    assert.ok(value.buffer instanceof ArrayBuffer);
    if (!buffers.includes(value.buffer)) buffers.push(value.buffer);
    return {
      type: value.constructor.name,
      index: buffers.indexOf(value.buffer),
      byteOffset: value.byteOffset,
      byteLength: value.byteLength,
    };
  });
  return { json, buffers };
}

export function bytesOf({ json, buffers }: SentMessage): number {
  return Buffer.byteLength(json) + buffers.reduce((sum, { byteLength }) => sum + byteLength, 0);
}

/** What the page gets: nothing of it is shared with the sender. */
export function receivedMessage<T>({ json, buffers }: SentMessage): T {
  const copies = buffers.map((buffer) => buffer.slice(0));
  return JSON.parse(json, (_, value: unknown) => {
    if (typeof value !== 'object' || value === null || !('byteOffset' in value)) return value;
    const { type, index, byteOffset, byteLength } = value as unknown as {
      type: keyof typeof types;
      index: number;
      byteOffset: number;
      byteLength: number;
    };
    const Type = types[type];
    return new Type(copies[index]!, byteOffset, byteLength / Type.BYTES_PER_ELEMENT);
  }) as T;
}
