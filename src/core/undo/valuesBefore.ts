import type { FieldTexts } from '../compare/fieldTexts';
import type { SnapshotContact } from './writeSnapshot';

/** What was sent for a contact, and what it was before; undefined where that is not known. */
export type KnownValues = Pick<SnapshotContact, 'sent' | 'before'>;

/**
 * What a contact was before an update that was resumed or retried, from the snapshots of its runs. The snapshot of a run that continues
 * another one may have been taken after the other run changed the contact; the oldest snapshot has the values from before.
 * @param lines of the contact, in the snapshot of the newest run first
 * @returns undefined where no snapshot has the contact
 */
export function valuesBefore(lines: readonly SnapshotContact[]): KnownValues | undefined {
  let known: SnapshotContact | undefined;
  for (const line of lines) {
    if (known && !known.earlier) break;
    known = known ? join(line, known) : line;
  }
  // What an earlier run made of the contact is not known, nor what the contact was before it.
  return known?.earlier === 'unknown' ? { ...known, before: undefined } : known;
}

function join(older: SnapshotContact, newer: SnapshotContact): SnapshotContact {
  const added = Object.entries(newer.sent).filter(([field]) => !Object.hasOwn(older.sent, field));
  return {
    ...older,
    sent: { ...older.sent, ...newer.sent },
    before: added.length === 0 ? older.before : withMore(older, newer, new Set(added.map(([field]) => field))),
  };
}

/** With the fields that only the newer run sent: its snapshot has them as they were, unless the run before it is in doubt. */
function withMore(older: SnapshotContact, newer: SnapshotContact, fields: ReadonlySet<string>): FieldTexts | undefined {
  if (newer.earlier === 'unknown' || !older.before || !newer.before) return undefined;
  const more = Object.entries(newer.before).filter(([field]) => fields.has(field));
  return { ...older.before, ...Object.fromEntries(more) };
}
