import * as z from 'zod/mini';
import { fieldTexts } from '../compare/fieldTexts';
import { jsonMembers } from '../json/jsonMembers';
import type { SnapshotContact, SnapshotHead } from './writeSnapshot';

export interface Snapshot {
  readonly head: SnapshotHead;
  /** By sid. Fewer than the head says where the end of the file is missing. */
  readonly contacts: ReadonlyMap<string, SnapshotContact>;
}

const head = z.object({
  type: z.literal('snapshot'),
  version: z.literal(1),
  runId: z.string(),
  takenAt: z.number(),
  contacts: z.number(),
});

/** @returns undefined when the text is not a snapshot; without the contacts whose lines are damaged */
export function readSnapshot(text: string): Snapshot | undefined {
  const [first = '', ...lines] = text.split('\n');
  const parsed = head.safeParse(parse(first));
  if (!parsed.success) return undefined;
  const contacts = new Map<string, SnapshotContact>();
  for (const line of lines) {
    const contact = readContact(line);
    if (contact) contacts.set(contact.sid, contact);
  }
  const { runId, takenAt, contacts: count } = parsed.data;
  return { head: { runId, takenAt, contacts: count }, contacts };
}

function readContact(line: string): SnapshotContact | undefined {
  const { sid, earlier } = (parse(line) ?? {}) as { readonly sid?: unknown; readonly earlier?: unknown };
  if (typeof sid !== 'string') return undefined;
  const members = jsonMembers(line, { start: 0, end: line.length }) ?? [];
  const textOf = (wanted: string) => {
    const found = members.find(({ name }) => name === wanted);
    return found && line.slice(found.start, found.end);
  };
  const before = textOf('before');
  const sent = textOf('sent');
  if (before === undefined || sent === undefined) return undefined;
  return {
    sid,
    before: before === 'null' ? undefined : fieldTexts(before),
    sent: fieldTexts(sent),
    ...((earlier === 'updated' || earlier === 'unknown') && { earlier }),
  };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
