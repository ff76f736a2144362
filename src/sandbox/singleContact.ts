import { apiErrors } from './apiErrors';
import { updateOne } from './bulkWrite';
import { readContact } from './contactInput';
import type { ContactStore } from './contactStore';
import { refusal, singleReply, success } from './envelope';
import type { Item, Reply } from './envelope';
import type { Fault } from './faults';
import type { RequestRecord } from './requestLog';

/** GET, PUT (a flat object, without the `contacts` wrapper) and DELETE of one contact. */
export function singleContact(
  method: string,
  sid: string,
  body: unknown,
  store: ContactStore,
  fault: Fault,
  record: RequestRecord,
): Reply {
  record.items = 1;
  record.sids = [sid];
  const contact = store.get(sid);
  const failed = fault.failAll ?? fault.failures?.get(sid);
  let item: Item;
  switch (method) {
    case 'GET':
      if (!contact) return refusal(method, 404, apiErrors.notFound('Contact'));
      item = success({ ...contact });
      break;
    case 'PUT':
      item = updateOne({ ...readContact(body), sid }, store);
      break;
    case 'DELETE':
      if (!contact) return refusal(method, 404, apiErrors.notFound('Contact'));
      if (failed) return refusal(method, failed.code, failed.error);
      store.delete(sid);
      // The deleted contact as confirmation: one of Exotel's pages says so, none shows it (inferred).
      item = success({ ...contact });
      break;
    default:
      return refusal(method, 405, apiErrors.invalid('Method not allowed'));
  }
  if (method !== 'GET' && item.code === 200) record.committed.push(sid);
  return singleReply(method, item);
}
