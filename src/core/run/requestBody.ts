import { JsonBytes } from '../text/jsonBytes';

/**
 * The body of one request, as UTF-8.
 * @param entries each as JSON text, which goes out as it is
 * @param name of their list in the body
 */
export function requestBody(entries: readonly string[], name?: string): Buffer {
  return bodyOf(entries, (entry, to) => to.addText(entry), name);
}

/** @param add adds an entry, as JSON */
export function bodyOf<T>(entries: readonly T[], add: (entry: T, to: JsonBytes) => void, name = 'contacts'): Buffer {
  const body = new JsonBytes();
  body.addText(`{"${name}":[`);
  for (const [index, entry] of entries.entries()) {
    if (index > 0) body.addText(',');
    add(entry, body);
    // Most are about as long as the first one.
    if (index === 0) body.makeRoom(body.length * entries.length);
  }
  body.addText(']}');
  return body.bytes.subarray(0, body.length);
}
