import { CancellationError } from 'vscode';
import { count, numberText } from '../../core/count';
import { describePlan } from '../../core/run/describePlan';
import { fileLabel } from '../fileLabel';
import { placeOf } from '../region/endpoint';
import { costOfReading } from '../remote/costOfReading';
import type { KnownTargets } from '../run/knownTargets';
import { planTarget } from '../run/planTarget';
import type { PlannedRun } from '../run/prepareRun';
import { saveCopy } from './saveCopy';
import { shorten } from '../../core/shorten';
import { window } from '../window';

const mostNames = 10;

export type PlannedDeletion = Pick<
  PlannedRun,
  'operation' | 'contacts' | 'toSend' | 'chosen' | 'plan' | 'rows' | 'continuation'
>;

/**
 * The questions before contacts are deleted, whatever the settings say: which ones, whether to save a copy first, and how many there are.
 * @returns false: no snapshot is kept with the run
 * @throws UserError when the copy cannot be read or written; CancellationError when the user backs out
 */
export async function confirmDelete(planned: PlannedDeletion, known: KnownTargets): Promise<false> {
  const { operation, contacts, chosen, plan, continuation } = planned;
  const { target } = chosen;
  const { region, accountSid } = target;
  const what = count(plan.sendable, 'contact');
  const goOn = 'Delete…';
  const copyFirst = 'Save Copy First';
  const answer = await window.showWarningMessage(
    `Delete ${what} ${placeOf(target)} (${accountSid})? This cannot be undone.`,
    {
      modal: true,
      detail: [
        describePlan(operation, [{ name: fileLabel(contacts.uri), plan, continuation }], planTarget(target, known)),
        `Contacts: ${namesOf(planned)}`,
        `Save a copy first: ${costOfReading(plan.sendable, region)}`,
      ].join('\n'),
    },
    goOn,
    copyFirst,
  );
  if (answer === undefined) throw new CancellationError();
  const copy = answer === copyFirst ? `${await saveCopy(planned)} ` : '';
  const wanted = String(plan.sendable);
  const typed = await window.showInputBox({
    title: `Exotel Contacts: Delete ${count(plan.sendable, 'Contact')}`,
    prompt: `${copy}Type ${wanted} to delete ${what} ${placeOf(target)} (${accountSid}).`,
    ignoreFocusOut: true,
    validateInput: (text) => (text.trim() === wanted || text === '' ? undefined : `Type ${wanted}, or press Escape.`),
  });
  if (typed?.trim() !== wanted) throw new CancellationError();
  return false;
}

/** "Asha Rao, +919845012345 and 3 more", as the file has them. */
function namesOf({ toSend, plan }: PlannedDeletion): string {
  const rows = plan.requests.flat();
  const names = rows.slice(0, mostNames).map((row) => {
    const { first_name = '', last_name = '', number = '', sid = '' } = toSend.contactOf(row) ?? {};
    return shorten(`${first_name} ${last_name}`.trim() || number || sid);
  });
  const others = rows.length - names.length;
  return names.join(', ') + (others > 0 ? ` and ${numberText(others)} more` : '');
}
