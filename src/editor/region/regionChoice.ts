import { ConfigurationTarget, type QuickPickItem, QuickPickItemKind, workspace } from 'vscode';
import { type RegionId, regions } from '../../api/region';
import { UserError } from '../../core/userError';
import { builtInCommands, prefix } from '../ids';
import { pickOne } from '../pickOne';

/** The sandbox comes first, where every list begins: pressing Enter too soon must not choose real contacts. */
export const offeredRegions: readonly RegionId[] = ['sandbox', 'singapore', 'mumbai', 'custom'];

/** Goes below the sandbox. */
export const realContacts: QuickPickItem = { label: 'Real contacts', kind: QuickPickItemKind.Separator };

type RegionItem = QuickPickItem & { readonly region: RegionId };

/**
 * Asks where contacts are to be updated, one line for each region.
 * @throws CancellationError when the user backs out
 */
export async function askForRegion(): Promise<RegionId> {
  const itemOf = (region: RegionId): RegionItem => ({
    region,
    label: regions[region].label,
    description: regions[region].detail,
  });
  const items = offeredRegions.flatMap((region) =>
    region === 'sandbox' ? [itemOf(region), realContacts] : [itemOf(region)],
  );
  const picked = await pickOne<RegionItem>(items, {
    title: 'Exotel Contacts: Region',
    placeholder: 'Where is your Exotel account? You can switch at any time.',
    ignoreFocusOut: true,
  });
  return picked.region;
}

/**
 * Writes the region to the user's settings, or to the workspace's where these set it already.
 * @throws UserError when VS Code cannot write them
 */
export async function writeRegion(region: RegionId): Promise<void> {
  const configuration = workspace.getConfiguration(prefix);
  const inWorkspace = configuration.inspect('region')?.workspaceValue !== undefined;
  const target = inWorkspace ? ConfigurationTarget.Workspace : ConfigurationTarget.Global;
  try {
    await configuration.update('region', region, target);
  } catch (cause) {
    const whose = inWorkspace ? 'the workspace settings' : 'your user settings';
    throw new UserError(
      'settings-not-written',
      `VS Code could not write the region to ${whose}. Fix the settings file, or set “Exotel Contacts: Region” yourself.`,
      [{ title: 'Open Setting', command: builtInCommands.openSettings, arguments: [`${prefix}.region`] }],
      { cause },
    );
  }
}
