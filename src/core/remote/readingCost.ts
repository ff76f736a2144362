/** Contacts in a page at most; source: reference of "get details of bulk contacts". */
export const pageLimit = 20;

/** New contacts in each page after the first one: a page begins with the last contact of the page before, see `readContacts`. */
const newInPage = pageLimit - 1;

/** What is to be read. */
export type Reading =
  /** All contacts of the account or of a list, in the order of their creation; the first `limit` ones where it is given. */
  | { readonly kind: 'all'; readonly list?: string | undefined; readonly limit?: number | undefined }
  /** Contacts by sid, no two of them equal; `way` by `cheaperWay`. */
  | { readonly kind: 'sids'; readonly sids: readonly string[]; readonly way: 'oneByOne' | 'pages' };

/**
 * How many requests a reading takes when all goes well: no retries, and nobody changes contacts meanwhile. A reading by sid that finds
 * all of its contacts earlier ends earlier.
 * @param total contacts in the account or list; undefined: not known
 * @returns undefined where it depends on a total that is not known
 */
export function requestsOf(reading: Reading, total: number | undefined): number | undefined {
  if (reading.kind === 'sids' && reading.way === 'oneByOne') return reading.sids.length;
  const limit = reading.kind === 'all' ? reading.limit : undefined;
  if (limit !== undefined && (total === undefined || limit <= total)) return pagesWith(limit);
  return total === undefined ? undefined : allPages(total);
}

/** The cheaper way to read contacts by sid, by the number of all contacts. Each of them alone, as long as that number is not known. */
export function cheaperWay(sids: number, total: number | undefined): 'oneByOne' | 'pages' {
  return total !== undefined && allPages(total) < sids ? 'pages' : 'oneByOne';
}

/** Whether it is worth to count the contacts first to find the cheaper way: counting takes 10 to 20 requests. */
export function isWorthCounting(sids: number): boolean {
  return sids > 2 * pageLimit;
}

/** Only a page without a new contact shows that there are no more: a short one may come of anything. */
function allPages(total: number): number {
  return total === 0 ? 1 : pagesWith(total) + 1;
}

function pagesWith(contacts: number): number {
  return 1 + Math.ceil(Math.max(0, contacts - pageLimit) / newInPage);
}
