import { apiErrors } from './apiErrors';
import { refusal, type Reply } from './envelope';

/** Source: references of "get details of bulk contacts" and "get bulk lists". */
export const maxLimit = 20;

/** `limit` and `offset` of a GET, or its refusal. A limit over 20 is clamped (inferred). */
export function readPage(query: URLSearchParams): { readonly limit: number; readonly offset: number } | Reply {
  const limit = wholeNumber(query.get('limit'), maxLimit);
  const offset = wholeNumber(query.get('offset'), 0);
  if (limit !== undefined && offset !== undefined) return { limit: Math.min(limit, maxLimit), offset };
  return refusal('GET', 400, apiErrors.invalid('limit and offset must be whole numbers'));
}

function wholeNumber(text: string | null, fallback: number): number | undefined {
  if (text === null || text === '') return fallback;
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}
