import type { Uri } from 'vscode';
import type { Operation, OperationKind } from '../../core/run/operation';
import { commandId, type CommandName } from '../ids';

const names: { readonly [kind in OperationKind]: CommandName } = {
  update: 'updateContacts',
  create: 'createContacts',
  delete: 'deleteContacts',
  addToList: 'addToList',
};

/** The command that starts runs of this kind, on these files. */
export function commandOf(operation: Operation, files: readonly Uri[]): { command: string; arguments: unknown[] } {
  const command = commandId(names[operation.kind]);
  switch (operation.kind) {
    case 'update':
    case 'create':
      return { command, arguments: [files[0], files] };
    case 'delete':
      return { command, arguments: [files[0]] };
    case 'addToList':
      return { command, arguments: [files[0], operation.list] };
  }
}
