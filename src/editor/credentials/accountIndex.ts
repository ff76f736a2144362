/** The account SIDs known for each endpoint key. Not secret, but kept with the credentials. */
export type AccountIndex = ReadonlyMap<string, readonly string[]>;

/** Reads the stored index. Anything that is not one is an empty one: the store is not only ours. */
export function parseIndex(text: string | undefined): AccountIndex {
  const index = new Map<string, string[]>();
  if (!text) return index;
  let stored: unknown;
  try {
    stored = JSON.parse(text);
  } catch {
    return index;
  }
  if (!Array.isArray(stored)) return index;
  for (const entry of stored as unknown[]) {
    if (!Array.isArray(entry)) continue;
    const [endpoint, accounts] = entry as unknown[];
    if (typeof endpoint !== 'string' || !Array.isArray(accounts)) continue;
    index.set(
      endpoint,
      accounts.filter((account) => typeof account === 'string'),
    );
  }
  return index;
}

export function formatIndex(index: AccountIndex): string {
  return JSON.stringify([...index].filter(([, accounts]) => accounts.length > 0));
}

export function withAccount(index: AccountIndex, endpoint: string, accountSid: string): AccountIndex {
  return new Map(index).set(endpoint, [...new Set([...(index.get(endpoint) ?? []), accountSid])].sort());
}

export function withoutAccount(index: AccountIndex, endpoint: string, accountSid: string): AccountIndex {
  return new Map(index).set(
    endpoint,
    (index.get(endpoint) ?? []).filter((account) => account !== accountSid),
  );
}
