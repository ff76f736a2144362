import { CancellationError } from 'vscode';
import { count, numberText } from '../../core/count';
import { withConflicts, type Conflict, type UndoPlan } from '../../core/undo/planUndo';
import { readSetting } from '../settings';
import { window } from '../window';

const longest = 40;

/**
 * Asks about the values that were changed after the update. They are left out unless the user chooses them.
 * @throws CancellationError when the user backs out
 */
export async function chooseConflicts(plan: UndoPlan): Promise<UndoPlan> {
  const { conflicts } = plan;
  if (conflicts.length === 0 || !readSetting('confirmBeforeSending')) return plan;
  const leaveOut = 'Leave Out';
  const choose = 'Choose…';
  const one = conflicts.length === 1;
  const answer = await window.showWarningMessage(
    `${count(conflicts.length, 'value')} ${one ? 'was' : 'were'} changed after the update`,
    {
      modal: true,
      detail: `Somebody else, or another update, changed ${one ? 'it' : 'them'} since. To undo ${one ? 'it' : 'them'} would overwrite that change.`,
    },
    leaveOut,
    choose,
  );
  if (answer === leaveOut) return plan;
  if (answer !== choose) throw new CancellationError();
  const items = conflicts.map((conflict) => ({ ...describe(conflict), conflict }));
  const picked = await window.showQuickPick(items, {
    title: 'Exotel Contacts: Undo an Update',
    placeHolder: 'Values to restore although they were changed after the update',
    canPickMany: true,
    ignoreFocusOut: true,
    matchOnDescription: true,
    matchOnDetail: true,
  });
  if (!picked) throw new CancellationError();
  return withConflicts(
    plan,
    picked.map(({ conflict }) => conflict),
  );
}

function describe({ line, field, sid, before, sent, now }: Conflict) {
  return {
    label: `Line ${numberText(line)}: ${field}`,
    description: sid,
    detail: `Before ${shorten(before)}, sent ${shorten(sent)}, in Exotel ${shorten(now)}`,
  };
}

function shorten(text = '(none)'): string {
  return text.length > longest ? `${text.slice(0, longest - 1)}…` : text;
}
