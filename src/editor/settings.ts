import { type ConfigurationScope, type Disposable, workspace } from 'vscode';
import type { RegionId } from '../api/region';
import { prefix } from './ids';
import { type SettingName, type Settings, soundValue } from './settingTable';

/** The value of one setting within its limits. `scope` matters to settings of scope `resource` only. */
export function readSetting<N extends SettingName>(name: N, scope?: ConfigurationScope): Settings[N] {
  return soundValue(name, workspace.getConfiguration(prefix, scope).get(name));
}

/** Requests per minute and account; undefined means no pacing: the sandbox is paced only if the number is set. */
export function requestsPerMinute(region: RegionId): number | undefined {
  const set = workspace.getConfiguration(prefix).inspect('requestsPerMinute');
  const byHand = set?.globalValue ?? set?.workspaceValue ?? set?.workspaceFolderValue;
  return region === 'sandbox' && byHand === undefined ? undefined : readSetting('requestsPerMinute');
}

/** Calls the listener when one of the named settings may have changed. */
export function onDidChangeSetting(names: readonly SettingName[], listener: () => void): Disposable {
  return workspace.onDidChangeConfiguration((event) => {
    if (names.some((name) => event.affectsConfiguration(`${prefix}.${name}`))) listener();
  });
}
