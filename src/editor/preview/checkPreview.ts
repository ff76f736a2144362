import { isStillSent } from '../../core/preview/isStillSent';
import { finishInSlices } from '../../core/steps';
import { readContacts, type CheckedContacts } from '../readContacts';
import type { TargetParts } from '../region/chooseTarget';
import type { PreviewView } from '../results/previewView';
import { readSetting } from '../settings';
import { isUnchanged } from '../run/requireUnchanged';
import { isSameTarget, type PartialTarget } from '../../core/run/continuedTarget';
import { targetInSettings } from '../run/otherTarget';

/**
 * Finds out whether a preview holds, for the panel as for the question before an update.
 * @param contacts the file as it is now; undefined where it cannot be read
 * @param target where an update would go; undefined where no region is selected yet
 * @returns why it is out of date; undefined where it is not
 */
export async function checkPreview(
  view: PreviewView,
  contacts: CheckedContacts | undefined,
  target: PartialTarget | undefined,
): Promise<string | undefined> {
  const { contacts: before, targets } = view.facts;
  const isSent = contacts && (await finishInSlices(isStillSent(before.checked, contacts.checked)));
  view.isEdited = !isSent;
  view.isOther = target !== undefined && targets.some((of) => !isSameTarget(of, target));
  return view.whyOutdated();
}

/** The same for the file and the settings as they are now. */
export async function checkShownPreview(view: PreviewView, targets: TargetParts): Promise<void> {
  const { file, facts } = view;
  const isSame =
    facts.emptyCells === readSetting('emptyCells', file) && (await isUnchanged(facts.contacts).catch(() => false));
  const contacts = isSame ? facts.contacts : await readContacts(file).catch(() => undefined);
  await checkPreview(view, contacts, await targetInSettings(targets));
}
