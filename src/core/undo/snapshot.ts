import * as z from 'zod/mini';
import { fieldTexts, type FieldTexts } from '../compare/fieldTexts';
import { jsonMembers } from '../json/jsonMembers';

/** What a snapshot is about. */
export interface SnapshotHead {
  /** The run that it was taken for. */
  readonly runId: string;
  /** Epoch in milliseconds. */
  readonly takenAt: number;
  /** Contacts that follow. */
  readonly contacts: number;
}

/** One contact that a run is about to change. */
export interface SnapshotContact {
  readonly sid: string;
  /** The fields that the run sends, as they were; undefined where Exotel had no such contact. */
  readonly before: FieldTexts | undefined;
  /** What the run sends. */
  readonly sent: FieldTexts;
}

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

/** The first line of a snapshot. The lines of its contacts hold their values: it is kept on this machine, for this user only. */
export function headLine({ runId, takenAt, contacts }: SnapshotHead): string {
  return `${JSON.stringify({ type: 'snapshot', version: 1, runId, takenAt, contacts })}\n`;
}

/** The line of one contact. Values are the texts that were read and sent, so that no number loses a digit. */
export function contactLine({ sid, before, sent }: SnapshotContact): string {
  return `{"sid":${JSON.stringify(sid)},"before":${before ? objectText(before) : 'null'},"sent":${objectText(sent)}}\n`;
}

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
  const sid = (parse(line) as { readonly sid?: unknown } | undefined)?.sid;
  if (typeof sid !== 'string') return undefined;
  const members = jsonMembers(line, { start: 0, end: line.length }) ?? [];
  const textOf = (wanted: string) => {
    const found = members.find(({ name }) => name === wanted);
    return found && line.slice(found.start, found.end);
  };
  const before = textOf('before');
  const sent = textOf('sent');
  if (before === undefined || sent === undefined) return undefined;
  return { sid, before: before === 'null' ? undefined : fieldTexts(before), sent: fieldTexts(sent) };
}

function objectText(fields: FieldTexts): string {
  return `{${Object.entries(fields)
    .map(([field, text]) => `"${field}":${text}`)
    .join(',')}}`;
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
