import { numberProblem } from './bulkWrite';
import type { Steps } from '../core/steps';
import type { ContactFields, ContactStore } from './contactStore';

const contactsPerStep = 200;

/**
 * Makes contacts known as Exotel would have them before a file of theirs is sent: each has a number, and none that Exotel would
 * refuse. Where a contact brings none, or one that is refused, it keeps the number it has or is given an unused one.
 * @returns why numbers were refused, with how many
 */
export function* loadContacts(
  store: ContactStore,
  contacts: Iterable<ContactFields & { sid: string }>,
): Steps<ReadonlyMap<string, number>> {
  const refused = new Map<string, number>();
  let made = 0;
  let loaded = 0;
  for (const { number, ...contact } of contacts) {
    const known = store.get(contact.sid)?.number;
    const problem = number === undefined || number === known ? undefined : numberProblem(number, store);
    if (problem !== undefined) refused.set(problem, (refused.get(problem) ?? 0) + 1);
    const given = problem === undefined ? number : undefined;
    store.load([{ ...contact, number: given || known || unusedNumber() }]);
    if (++loaded % contactsPerStep === 0) yield;
  }
  return refused;

  /** No country has the code 999. */
  function unusedNumber(): string {
    let number: string;
    do number = `+999${String(++made).padStart(9, '0')}`;
    while (store.withNumber(number));
    return number;
  }
}
