import { apiErrors } from './apiErrors';
import { checkNumber, readContact, UnreadableBody } from './contactInput';
import type { ContactInput } from './contactInput';
import type { ContactStore } from './contactStore';
import { bulkReply, failure, refusal, success } from './envelope';
import type { Item, Reply } from './envelope';
import type { Fault } from './faults';
import { refuse } from './refuse';
import type { RequestRecord } from './requestLog';

/** Source: reference of "create contacts"; for updates other pages say the same. */
const maxContacts = 5000;

/** PUT and POST of `{"contacts":[…]}`: every contact is judged on its own, in the request's order. */
export function bulkWrite(
  method: 'PUT' | 'POST',
  body: unknown,
  store: ContactStore,
  fault: Fault,
  record: RequestRecord,
): Reply {
  const list = contactList(body);
  if (list === undefined) return refusal(method, 400, apiErrors.mandatory('Contacts'));
  if (!Array.isArray(list)) throw new UnreadableBody('json: cannot unmarshal contacts into Go value of type []Contact');
  const contacts = list.map(readContact);
  record.items = contacts.length;
  record.sids = contacts.map(({ sid }) => sid ?? '');
  // What Exotel does with an empty array or more than 5,000 is not documented (inferred).
  if (contacts.length === 0) return refusal(method, 400, apiErrors.mandatory('Contacts'));
  if (contacts.length > maxContacts) {
    return refusal(method, 400, apiErrors.invalid(`Contacts must not be more than ${maxContacts}`));
  }
  if (fault.culprits && contacts.some((contact) => fault.culprits?.sids.has(nameOf(contact)))) {
    return refuse(method, { status: fault.culprits.status });
  }
  const write = method === 'PUT' ? updateOne : createOne;
  const items = contacts.map((contact) => {
    const failed = fault.failAll ?? fault.failures?.get(nameOf(contact));
    const item = failed ? failure(failed.code, failed.error) : write(contact, store);
    if (item.code === 200 && item.data?.sid !== undefined) record.committed.push(item.data.sid);
    return item;
  });
  return bulkReply(method, items);
}

/** A new contact has no sid, and is named by its number. */
function nameOf({ sid, number }: ContactInput): string {
  return sid ?? number ?? '';
}

/** Changes one contact's given fields. */
export function updateOne({ sid, ...fields }: ContactInput, store: ContactStore): Item {
  // Neither a missing nor a malformed sid is documented (inferred).
  if (!sid) return failure(400, apiErrors.mandatory('Sid'));
  const contact = store.get(sid);
  if (!contact) return failure(404, apiErrors.notFound('Contact'));
  if (fields.number !== undefined && fields.number !== contact.number) {
    const wrong = refuseNumber(fields.number, store);
    if (wrong) return wrong;
  }
  const { custom_field: entries } = fields;
  const isMerged = store.mergesCustomField && entries !== undefined;
  const merged = isMerged ? { ...fields, custom_field: { ...contact.custom_field, ...entries } } : fields;
  return success({ ...store.update(contact, merged) });
}

function refuseNumber(number: string, store: ContactStore): Item | undefined {
  const wrong = checkNumber(number);
  if (wrong) return wrong;
  // A number that another contact has: not documented (inferred from creation).
  return store.withNumber(number) && failure(409, apiErrors.duplicate('Contact with this number exists'));
}

/** Why a contact cannot be given this number, in Exotel's words; undefined when it can. */
export function numberProblem(number: string, store: ContactStore): string | undefined {
  return refuseNumber(number, store)?.error_data?.description;
}

/** Adds one contact; a known number is a 409 that carries the known contact, as public clients rely on. */
function createOne({ sid: _, ...fields }: ContactInput, store: ContactStore): Item {
  if (!fields.number) return failure(400, apiErrors.mandatory('Number'));
  const wrong = checkNumber(fields.number);
  if (wrong) return wrong;
  const known = store.withNumber(fields.number);
  if (known) return { ...failure(409, apiErrors.duplicate('Contact with this number exists')), data: { ...known } };
  return success({ ...store.create(fields) });
}

function contactList(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new UnreadableBody('json: cannot unmarshal the body into Go value of type ContactsRequest');
  }
  return (body as { contacts?: unknown }).contacts ?? undefined;
}
