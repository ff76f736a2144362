import { count, numberText } from '../count';
import type { Impossible, UndoPlan } from './planUndo';

/** How many contacts an undo is about, in four groups. A contact is in each group in which it has a field; `unchanged` has no other. */
export interface UndoCounts {
  /** In the reverse file. */
  readonly restored: number;
  readonly unchanged: number;
  readonly conflicts: number;
  readonly impossible: number;
}

export function countUndo({ restored, unchanged, conflicts, impossible }: UndoPlan): UndoCounts {
  const contacts = (parts: readonly { readonly sid: string }[]) => new Set(parts.map(({ sid }) => sid)).size;
  return {
    restored: restored.size,
    unchanged,
    conflicts: contacts(conflicts),
    impossible: contacts(impossible),
  };
}

/** "12 contacts to restore; 3 changed since, 1 cannot be restored, 4 are as before". */
export function summarizeUndo(plan: UndoPlan): string {
  const { restored, unchanged, conflicts, impossible } = countUndo(plan);
  const others = [
    ...(conflicts > 0 ? [`${numberText(conflicts)} changed since`] : []),
    ...(impossible > 0 ? [`${numberText(impossible)} cannot be restored`] : []),
    ...(unchanged > 0 ? [`${numberText(unchanged)} as before`] : []),
  ];
  return [`${count(restored, 'contact')} to restore`, ...(others.length > 0 ? [others.join(', ')] : [])].join('; ');
}

const reasons: Readonly<Record<Impossible['why'], string>> = {
  wasEmpty: 'Empty before the update, and Exotel documents no way to clear a field or remove an entry:',
  noValuesBefore: 'Values before the update not known:',
  missing: 'No longer in Exotel:',
  unread: 'Could not be read:',
};

/** All that is not in the reverse file, as a plain text, with the values: for a person to look at. */
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
    lines.push(`Cannot be restored. ${reasons[why]}`, '');
    for (const { line, sid, field } of found) lines.push(`Line ${line}, ${sid}${field ? `, ${field}` : ''}`);
    lines.push('');
  }
  return lines.join('\n');
}
