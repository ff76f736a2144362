/**
 * The body of one request, as UTF-8.
 * @param contacts each as JSON text, which goes out as it is
 */
export function requestBody(contacts: readonly string[]): Buffer {
  const body = `{"contacts":[${contacts.join(',')}]}`;
  return Buffer.from(body.isWellFormed() ? body : withEscapedHalves(body));
}

/** UTF-8 has no bytes for half a surrogate pair. Such halves are only found in strings, where JSON has an escape for them. */
function withEscapedHalves(body: string): string {
  return body.replace(/\p{Surrogate}/gu, (half) => JSON.stringify(half).slice(1, -1));
}
