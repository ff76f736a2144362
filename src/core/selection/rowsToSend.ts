import type { CheckedFile } from '../check/checkContacts';
import type { OperationKind } from '../run/operation';
import type { Steps } from '../steps';
import { knownContacts } from './knownContacts';
import { newContacts } from './newContacts';
import type { RowsToSend } from './selectedRows';

/** The rows of a file that a run of this kind is for. */
export function* rowsToSend(kind: OperationKind, checked: CheckedFile): Steps<RowsToSend> {
  switch (kind) {
    case 'update':
      return { ...checked, keyOf: (row) => checked.sidOf(row) ?? '' };
    case 'create':
      return yield* newContacts(checked);
    case 'delete':
    case 'addToList':
      return yield* knownContacts(checked);
  }
}
