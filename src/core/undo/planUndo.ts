import { changedFields, type ChangedField, type FieldTexts } from '../compare/fieldTexts';
import { isEmptyText } from '../compare/isSameValue';
import type { Steps } from '../steps';
import { entriesToRemain, undoField, type ThreeValues } from './undoField';

/** What is known of one row of the run that is to be taken back. */
export interface RowToUndo {
  readonly sid: string;
  /** In the file that was sent, from 1. */
  readonly line: number;
  /** What the run sent. */
  readonly sent: FieldTexts;
  /** What the contact was before; undefined where nothing is known of it. */
  readonly before: FieldTexts | undefined;
  /** What it is now; `missing`: Exotel has no such contact, `unread`: it was not read. */
  readonly now: FieldTexts | 'missing' | 'unread';
}

/** A field that somebody has changed since the run. */
export interface Conflict extends ThreeValues {
  readonly sid: string;
  readonly line: number;
  readonly field: ChangedField;
}

/** Something that cannot be restored, and why. */
export interface Impossible {
  readonly sid: string;
  readonly line: number;
  /** Undefined where it is the contact as a whole. */
  readonly field?: ChangedField;
  readonly why: 'wasEmpty' | 'mayRemain' | 'noValuesBefore' | 'missing' | 'unread';
  /** Those of `custom_field` that may remain, although the others are in the reverse file: Exotel may merge what it is sent. */
  readonly entries?: readonly string[];
}

/** The contacts of a reverse file, and what is not in it. */
export interface UndoPlan {
  /** By sid, in the order of the run: the fields to be sent as they were before. */
  readonly restored: ReadonlyMap<string, FieldTexts>;
  /** Contacts that are as they were before, in every field that the run sent. */
  readonly unchanged: number;
  readonly conflicts: readonly Conflict[];
  readonly impossible: readonly Impossible[];
}

const rowsPerStep = 1_000;

/** Compares, field by field, what each contact was before a run, what the run sent, and what it is now. */
export function* planUndo(rows: Iterable<RowToUndo>): Steps<UndoPlan> {
  const restored = new Map<string, FieldTexts>();
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
    const back: { [field: string]: string } = {};
    for (const field of changedFields) {
      const value = sent[field];
      if (value === undefined) continue;
      const values = { before: before[field], sent: value, now: now[field] };
      const undoing = undoField(values);
      if (undoing === 'unchanged') continue;
      isUnchanged = false;
      if (undoing === 'conflict') conflicts.push({ sid, line, field, ...values });
      else if (undoing === 'impossible') impossible.push({ sid, line, field, why: 'wasEmpty' });
      else {
        if (undoing !== 'remain') back[field] = before[field]!;
        if (undoing !== 'restored') impossible.push(remaining({ sid, line, field, ...values }));
      }
    }
    if (isUnchanged) unchanged++;
    if (Object.keys(back).length > 0) restored.set(sid, back);
  }
  return { restored, unchanged, conflicts, impossible };
}

function remaining({ sid, line, field, before, now }: Conflict): Impossible {
  return { sid, line, field, why: 'mayRemain', entries: entriesToRemain(before, now) };
}

/** The same with the values from before of some conflicts, whatever the contacts say now. */
export function withConflicts(plan: UndoPlan, chosen: readonly Conflict[]): UndoPlan {
  const restored = new Map(plan.restored);
  const impossible = [...plan.impossible];
  const taken = new Set(chosen);
  for (const conflict of chosen) {
    const { sid, line, field, before } = conflict;
    if (before === undefined || isEmptyText(before)) impossible.push({ sid, line, field, why: 'wasEmpty' });
    else {
      restored.set(sid, { ...restored.get(sid), [field]: before });
      const part = remaining(conflict);
      if (part.entries!.length > 0) impossible.push(part);
    }
  }
  return { ...plan, restored, impossible, conflicts: plan.conflicts.filter((conflict) => !taken.has(conflict)) };
}
