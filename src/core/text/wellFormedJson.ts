/** UTF-8 has no bytes for half a surrogate pair. Such halves are only found in strings, where JSON has an escape for them. */
export function wellFormedJson(json: string): string {
  return json.isWellFormed() ? json : json.replace(/\p{Surrogate}/gu, (half) => JSON.stringify(half).slice(1, -1));
}
