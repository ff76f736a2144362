import type { Operation } from '../../src/core/run/operation';
import type { SendingApi } from '../../src/core/run/requestsOf';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOfRow, textOf, type Scenario } from './propertyScenario';

/** What is different about the scenarios of one operation. A contact's name is its sid, or for a new one its number. */
export interface OperationCase {
  readonly operation: (sandbox: Sandbox) => Operation;
  readonly call: keyof SendingApi;
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly text: (scenario: Scenario) => string;
  /** What the sandbox knows before the first run. */
  readonly known: (scenario: Scenario) => { sid: string; first_name?: string; number?: string }[];
  readonly nameOf: (row: number) => string;
  /** The names in what a call is given. */
  readonly sent: (args: readonly unknown[]) => readonly string[];
  /** The name of a contact that the sandbox says it changed. */
  readonly nameOfSid: (sandbox: Sandbox, sid: string) => string;
  /** Whether Exotel has what the row asks for. */
  readonly isDone: (sandbox: Sandbox, name: string) => boolean;
}

interface Body {
  readonly contacts?: readonly { readonly sid?: string; readonly number?: string }[];
  readonly contact_references?: readonly { readonly contact_sid: string }[];
}

const bodyOf = (body: unknown) => JSON.parse((body as Buffer).toString()) as Body;
const oldContacts = ({ rows }: Scenario) =>
  rows.flatMap((kind, row) => (kind === 'unknown' ? [] : [{ sid: sidOfRow(row), first_name: 'old' }]));
const ofSids = { nameOf: sidOfRow, nameOfSid: (_: Sandbox, sid: string) => sid, text: textOf, known: oldContacts };

const numberOf = (row: number) => `+9198450${String(row).padStart(5, '0')}`;

/** New contacts; `unknown` are those whose number Exotel has already, `twin` those that share a number, and `empty` has a sid. */
function textOfNew({ format, rows }: Scenario): string {
  const contacts = rows.map((kind, row) => ({
    ...(kind === 'empty' && { sid: sidOfRow(row) }),
    ...(kind !== 'noSid' && { number: kind === 'twin' ? numberOf(99) : numberOf(row) }),
    first_name: `n${row}`,
    ...(kind === 'wrongType' && { custom_field: 'text' }),
  }));
  if (format === 'csv') {
    const lines = contacts.map(({ sid = '', number = '', first_name, custom_field = '' }: Record<string, string>) =>
      [number, first_name, custom_field, sid].join(','),
    );
    const hasSids = rows.includes('empty');
    return [
      `number,first_name,custom_field${hasSids ? ',sid' : ''}`,
      ...lines.map((line) => (hasSids ? line : line.slice(0, -1))),
    ].join('\n');
  }
  const lines = contacts.map((contact) => JSON.stringify(contact));
  return format === 'json' ? `{"contacts":[\n${lines.join(',\n')}\n]}` : lines.join('\n');
}

/** The only list of the sandbox. */
const listOf = (sandbox: Sandbox) => sandbox.lists.values()[0]!;

export const cases: Readonly<Record<Operation['kind'], OperationCase>> = {
  update: {
    ...ofSids,
    operation: () => ({ kind: 'update' }),
    call: 'updateContacts',
    method: 'PUT',
    sent: ([body]) => bodyOf(body).contacts!.map(({ sid }) => sid!),
    isDone: (sandbox, sid) => sandbox.contacts.get(sid)?.first_name !== 'old',
  },
  create: {
    operation: () => ({ kind: 'create' }),
    call: 'createContacts',
    method: 'POST',
    text: textOfNew,
    known: ({ rows }) =>
      rows.flatMap((kind, row) => (kind === 'unknown' ? [{ sid: sidOfRow(row), number: numberOf(row) }] : [])),
    nameOf: numberOf,
    sent: ([body]) => bodyOf(body).contacts!.map(({ number }) => number!),
    nameOfSid: (sandbox, sid) => sandbox.contacts.get(sid)!.number,
    isDone: (sandbox, number) => sandbox.contacts.withNumber(number) !== undefined,
  },
  delete: {
    ...ofSids,
    operation: () => ({ kind: 'delete' }),
    call: 'deleteContact',
    method: 'DELETE',
    sent: ([sid]) => [sid as string],
    isDone: (sandbox, sid) => !sandbox.contacts.has(sid),
  },
  addToList: {
    ...ofSids,
    operation: (sandbox) => ({ kind: 'addToList', list: listOf(sandbox) }),
    call: 'addToList',
    method: 'POST',
    sent: ([, body]) => bodyOf(body).contact_references!.map(({ contact_sid }) => contact_sid),
    isDone: (sandbox, sid) => listOf(sandbox).contacts.has(sid),
  },
};
