import { contactFields, type ContactField, type JsonValue } from '../contact';
import type { Steps } from '../steps';
import { undoField, type ThreeValues } from './undoField';

/** Fields of a contact with their values; the sid is kept apart. */
export type FieldValues = { readonly [field in Exclude<ContactField, 'sid'>]?: JsonValue };

/** What is known of one row of the run that is to be taken back. */
export interface RowToUndo {
  readonly sid: string;
  /** In the file that was sent, from 1. */
  readonly line: number;
  /** What the run sent. */
  readonly sent: FieldValues;
  /** What the contact was before; undefined where nothing is known of it. */
  readonly before: FieldValues | undefined;
  /** What it is now; `missing`: Exotel has no such contact, `unread`: it was not read. */
  readonly now: FieldValues | 'missing' | 'unread';
}

/** A field that somebody has changed since the run. */
export interface Conflict extends ThreeValues {
  readonly sid: string;
  readonly line: number;
  readonly field: keyof FieldValues;
}

/** Something that cannot be restored, and why. */
export interface Impossible {
  readonly sid: string;
  readonly line: number;
  /** Undefined where it is the contact as a whole. */
  readonly field?: keyof FieldValues;
  readonly why: 'wasEmpty' | 'noValuesBefore' | 'missing' | 'unread';
}

/** The contacts of a reverse file, and what is not in it. */
export interface UndoPlan {
  /** By sid, in the order of the run: the fields to be sent as they were before. */
  readonly restored: ReadonlyMap<string, FieldValues>;
  /** Contacts that are as they were before, in every field that the run sent. */
  readonly unchanged: number;
  readonly conflicts: readonly Conflict[];
  readonly impossible: readonly Impossible[];
}

const fields = contactFields.filter((field) => field !== 'sid');
const rowsPerStep = 1_000;

/** Compares, field by field, what each contact was before a run, what the run sent, and what it is now. */
export function* planUndo(rows: Iterable<RowToUndo>): Steps<UndoPlan> {
  const restored = new Map<string, FieldValues>();
  const conflicts: Conflict[] = [];
  const impossible: Impossible[] = [];
  let unchanged = 0;
  let count = 0;
  for (const { sid, line, sent, before, now } of rows) {
    if (++count % rowsPerStep === 0) yield;
    if (typeof now === 'string' || !before) {
      impossible.push({ sid, line, why: typeof now === 'string' ? now : 'noValuesBefore' });
      continue;
    }
    let isUnchanged = true;
    const back: { [field: string]: JsonValue } = {};
    for (const field of fields) {
      const value = sent[field];
      if (value === undefined) continue;
      const values = { before: before[field], sent: value, now: now[field] };
      const undoing = undoField(values);
      if (undoing === 'unchanged') continue;
      isUnchanged = false;
      if (undoing === 'restored') back[field] = before[field]!;
      else if (undoing === 'conflict') conflicts.push({ sid, line, field, ...values });
      else impossible.push({ sid, line, field, why: 'wasEmpty' });
    }
    if (isUnchanged) unchanged++;
    if (Object.keys(back).length > 0) restored.set(sid, back);
  }
  return { restored, unchanged, conflicts, impossible };
}

/** The same with the values from before of some conflicts, whatever the contacts say now. */
export function withConflicts(plan: UndoPlan, chosen: readonly Conflict[]): UndoPlan {
  const restored = new Map(plan.restored);
  const impossible = [...plan.impossible];
  for (const { sid, line, field, before } of chosen) {
    if (before === undefined) impossible.push({ sid, line, field, why: 'wasEmpty' });
    else restored.set(sid, { ...restored.get(sid), [field]: before });
  }
  return { ...plan, restored, impossible, conflicts: plan.conflicts.filter((conflict) => !chosen.includes(conflict)) };
}

/** The reverse file: JSON with one field a line, to be read and sent like any other. */
export function reverseFile(restored: UndoPlan['restored']): string {
  const contacts = [...restored].map(([sid, values]) => ({ sid, ...values }));
  return `${JSON.stringify({ contacts }, undefined, 2)}\n`;
}
