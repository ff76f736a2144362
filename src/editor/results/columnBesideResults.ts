import { TabInputWebview, ViewColumn, type Tab, type Uri } from 'vscode';
import { resultsPanelType } from '../ids';
import { window } from '../window';

/** Where a file is shown so that the results panel stays visible: where it is open already, else in a group without the panel. */
export function columnBesideResults(uri: Uri): ViewColumn {
  const others = window.tabGroups.all.filter(({ tabs }) => !tabs.some(isResults));
  const group = others.find(({ tabs }) =>
    tabs.some(({ input }) => hasUri(input) && input.uri.toString() === uri.toString()),
  );
  return (group ?? others[0])?.viewColumn ?? ViewColumn.Beside;
}

function isResults({ input }: Tab): boolean {
  return input instanceof TabInputWebview && input.viewType.endsWith(resultsPanelType);
}

function hasUri(input: unknown): input is { uri: Uri } {
  return typeof input === 'object' && input !== null && 'uri' in input;
}
