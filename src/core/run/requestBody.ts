/**
 * The body of one request, as UTF-8.
 * @param entries each as JSON text, which goes out as it is
 * @param name of their list in the body
 */
export function requestBody(entries: readonly string[], name = 'contacts'): Buffer {
  const body = `{"${name}":[${entries.join(',')}]}`;
  return Buffer.from(body.isWellFormed() ? body : withEscapedHalves(body));
}

/** UTF-8 has no bytes for half a surrogate pair. Such halves are only found in strings, where JSON has an escape for them. */
function withEscapedHalves(body: string): string {
  return body.replace(/\p{Surrogate}/gu, (half) => JSON.stringify(half).slice(1, -1));
}
