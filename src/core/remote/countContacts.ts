import type { ContactsApi } from '../../api/contactsApi';
import type { Target } from '../../api/region';
import { explainAnswer } from '../run/explainAnswer';
import type { Asker } from './ask';
import { noList } from './readContacts';
import { pageLimit } from './readingCost';

/** Beyond this position nothing is looked for: 5,000 times the largest list that Exotel allows would be absurd. */
const furthest = 2 ** 30;

/**
 * Counts the contacts of the account or of a list, which no request of Exotel's says: by pages at growing positions, and between them by
 * halves, 10 to 20 requests. Exact as long as nobody creates or deletes contacts meanwhile, and the server keeps to the size of the page.
 * @returns undefined when it was stopped
 * @throws UserError when Exotel cannot be read
 */
export async function countContacts(
  { api, asker, target }: { api: Pick<ContactsApi, 'readPage'>; asker: Asker; target: Target },
  list?: string,
): Promise<number | undefined> {
  /** In pages: the last one that is known to be full, and the first one that is known to be empty. */
  let full = 0;
  let empty = Infinity;
  for (let page = 0; ; page = empty === Infinity ? Math.max(4, full * 4) : Math.floor((full + empty) / 2)) {
    const offset = page * pageLimit;
    const answer = await asker.ask((stop) => api.readPage({ offset, limit: pageLimit, list }, stop));
    if (!answer) return undefined;
    if (answer.kind === 'refused' && page === 0)
      throw list === undefined ? explainAnswer(answer, target) : noList(list);
    if (answer.kind === 'contacts' && answer.total !== undefined) return answer.total;
    const found = answer.kind === 'contacts' ? answer.contacts.length : 0;
    if (found > 0 && found < pageLimit) return offset + found;
    if (found === 0) empty = page;
    else full = page;
    if (empty === 0) return 0;
    if (empty - full <= 1 || full * pageLimit > furthest) return (full + 1) * pageLimit;
  }
}
