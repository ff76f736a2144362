import { count, numberText } from '../count';
import type { Impossible, UndoPlan } from './planUndo';

/** How many contacts an undo is about, in four groups. A contact is in each group in which it has a field; `unchanged` has no other. */
export interface UndoCounts {
  /** In the reverse file. */
  readonly restored: number;
  readonly unchanged: number;
  readonly conflicts: number;
  /** A field cannot be as before, or it is not known whether it will be: entries that the run added to it may remain. */
  readonly impossible: number;
}

const contacts = (parts: readonly { readonly sid: string }[]) => new Set(parts.map(({ sid }) => sid)).size;

const isRemaining = ({ why }: Impossible) => why === 'mayRemain';

export function countUndo({ restored, unchanged, conflicts, impossible }: UndoPlan): UndoCounts {
  return {
    restored: restored.size,
    unchanged,
    conflicts: contacts(conflicts),
    impossible: contacts(impossible),
  };
}

/** "12 contacts to restore; 3 changed since, 1 cannot be restored, 2 may keep added entries, 4 as before". */
export function summarizeUndo(plan: UndoPlan): string {
  const { restored, unchanged, conflicts } = countUndo(plan);
  const impossible = contacts(plan.impossible.filter((part) => !isRemaining(part)));
  const remaining = contacts(plan.impossible.filter(isRemaining));
  const others = [
    ...(conflicts > 0 ? [`${numberText(conflicts)} changed since`] : []),
    ...(impossible > 0 ? [`${numberText(impossible)} cannot be restored`] : []),
    ...(remaining > 0 ? [`${numberText(remaining)} may keep added entries`] : []),
    ...(unchanged > 0 ? [`${numberText(unchanged)} as before`] : []),
  ];
  return [`${count(restored, 'contact')} to restore`, ...(others.length > 0 ? [others.join(', ')] : [])].join('; ');
}

const reasons: Readonly<Record<Impossible['why'], string>> = {
  wasEmpty:
    'Cannot be restored. Empty before the update, and Exotel documents no way to clear a field or remove an entry:',
  mayRemain: 'These entries may remain in Exotel after the undo. Exotel documents no way to remove an entry:',
  noValuesBefore: 'Cannot be restored. Values before the update not known:',
  missing: 'Cannot be restored. No longer in Exotel:',
  unread: 'Cannot be restored. Could not be read:',
};

/** All that is not as before after the reverse file is sent, as a plain text, with the values: for a person to look at. */
export function describeLeftOut({ conflicts, impossible }: UndoPlan): string {
  const lines: string[] = [];
  if (conflicts.length > 0) {
    lines.push('Changed since the update, and left out of the undo:', '');
    for (const { line, sid, field, before, sent, now } of conflicts) {
      lines.push(`Line ${line}, ${sid}, ${field}`);
      lines.push(`  before:    ${before ?? '(none)'}`, `  sent:      ${sent}`, `  in Exotel: ${now ?? '(none)'}`, '');
    }
  }
  for (const why of Object.keys(reasons) as Impossible['why'][]) {
    const found = impossible.filter((part) => part.why === why);
    if (found.length === 0) continue;
    lines.push(reasons[why], '');
    for (const { line, sid, field, entries } of found)
      lines.push(`Line ${line}, ${sid}${field ? `, ${field}` : ''}${entries ? `: ${entries.join(', ')}` : ''}`);
    lines.push('');
  }
  return lines.join('\n');
}
