import { openVerdicts, type DoneVerdict, type Verdict } from '../outcome';

/** What a run does with the contacts of a file. */
export type Operation =
  | { readonly kind: 'update' }
  | { readonly kind: 'create' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'addToList'; readonly list: ContactList };

/** A list of contacts at Exotel. */
export interface ContactList {
  readonly sid: string;
  readonly name: string;
}

export type OperationKind = Operation['kind'];

/** What is different about the runs of one kind; all else is the same for each. */
export interface OperationRules {
  /** The verdict on a row that Exotel reports as a success. */
  readonly done: DoneVerdict;
  /** The verdicts that a row can get, in the order in which they are listed. */
  readonly verdicts: readonly Verdict[];
  /** What the results of a reply name the contacts by. */
  readonly boundBy: 'sid' | 'number';
  /** Contacts a request at most; source: Exotel's reference. */
  readonly mostContacts: number;
  /** Whether a request carries one contact in its address and no others, so that its refusal is the row's verdict. */
  readonly isSingle: boolean;
  /** Whether a request carries the fields of the contacts. */
  readonly sendsFields: boolean;
}

const most = 5_000;

/**
 * The reason of a run's `stop` when VS Code closes or reloads the window, which soon ends the extension. The run stays open: what has an
 * answer is settled, and the rest can be resumed, as after a crash.
 */
export const closing = 'closing';

/** Contacts that a list holds at most; source: Exotel's guides (static lists). */
export const mostInList = 100_000;

/**
 * The table. A new contact has no sid that its result could name, so it is bound by its number. That the reply to a deletion confirms the
 * contact is said by one of Exotel's pages and shown by none; that additions to a list name theirs is known from clients only (inferred).
 */
export const operations: { readonly [kind in OperationKind]: OperationRules } = {
  update: rules('updated', [], 'sid', most, true),
  create: rules('created', ['existing'], 'number', most, true),
  delete: rules('deleted', [], 'sid', 1, false),
  addToList: rules('added', [], 'sid', most, false),
};

function rules(
  done: DoneVerdict,
  others: readonly DoneVerdict[],
  boundBy: 'sid' | 'number',
  mostContacts: number,
  sendsFields: boolean,
): OperationRules {
  const isSingle = mostContacts === 1;
  return { done, verdicts: [done, ...others, ...openVerdicts], boundBy, mostContacts, isSingle, sendsFields };
}

export const update: Operation = { kind: 'update' };

/** "Updating contacts from march/contacts.csv". */
export function describeDoing(operation: Operation, file: string): string {
  switch (operation.kind) {
    case 'update':
      return `Updating contacts from ${file}`;
    case 'create':
      return `Creating contacts from ${file}`;
    case 'delete':
      return `Deleting the contacts of ${file}`;
    case 'addToList':
      return `Adding contacts from ${file} to “${operation.list.name}”`;
  }
}

/** A run as a thing: "The update of march/contacts.csv". */
export function describeOperation(operation: Operation, file: string): string {
  switch (operation.kind) {
    case 'update':
      return `The update of ${file}`;
    case 'create':
      return `The creation of contacts from ${file}`;
    case 'delete':
      return `The deletion of the contacts of ${file}`;
    case 'addToList':
      return `The addition of contacts from ${file} to “${operation.list.name}”`;
  }
}

/** Words for runs of one kind. */
export interface OperationWords {
  /** "The update was interrupted." */
  readonly noun: string;
  /** "Updating 3 of 5". */
  readonly doing: string;
  /** "Update 5 Contacts". */
  readonly verb: string;
  /** What an attempt without an answer may have done to a row: "may have updated this row". */
  readonly mayHave: string;
  /** What becomes of an unknown row when it is sent again. */
  readonly again: string;
}

export const operationWords: { readonly [kind in OperationKind]: OperationWords } = {
  update: {
    noun: 'update',
    doing: 'Updating',
    verb: 'Update',
    mayHave: 'may have updated this row',
    again: 'Retry sends it again, which does no harm: the same values are set.',
  },
  create: {
    noun: 'creation',
    doing: 'Creating',
    verb: 'Create',
    mayHave: 'may have created this contact',
    // Inferred: clients of the API report it; no page of the reference does.
    again: 'Retry sends it again, which does no harm: Exotel returns the contact that has the number already.',
  },
  delete: {
    noun: 'deletion',
    doing: 'Deleting',
    verb: 'Delete',
    mayHave: 'may have deleted this contact',
    again: 'Retry deletes it if it is still there.',
  },
  addToList: {
    noun: 'addition to the list',
    doing: 'Adding',
    verb: 'Add',
    mayHave: 'may have added this contact',
    again: 'Retry adds it again, which does no harm: a list has each contact once.',
  },
};
