import { CancellationError, ConfigurationTarget, type QuickPickItem, window, workspace } from 'vscode';
import { type RegionId, regionIds, regions } from '../../api/region';
import { UserError } from '../../core/userError';
import { builtInCommands, prefix } from '../ids';

/**
 * Asks where contacts are to be updated, one line for each region.
 * @throws CancellationError when the user backs out
 */
export async function askForRegion(): Promise<RegionId> {
  const items = regionIds.map((region): QuickPickItem & { region: RegionId } => ({
    region,
    label: regions[region].label,
    description: regions[region].detail,
  }));
  const picked = await window.showQuickPick(items, {
    title: 'Exotel Contacts: Region',
    placeHolder: 'Where does your Exotel account live? You can switch at any time.',
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  if (!picked) throw new CancellationError();
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
      `VS Code could not write the region into ${whose}. Mend the settings file, or set “Exotel Contacts: Region” by hand.`,
      [{ title: 'Open Setting', command: builtInCommands.openSettings, arguments: [`${prefix}.region`] }],
      { cause },
    );
  }
}
