import { commands, env, UIKind, workspace, type Uri } from 'vscode';
import { count } from '../../core/count';
import { fileLabel } from '../fileLabel';
import { builtInCommands } from '../ids';
import { window } from '../window';

/** Says where the export is, and opens it only when a person asks for it. */
export async function tellExported(to: Uri, rows: number): Promise<void> {
  const isPage = to.path.endsWith('.html') && to.scheme === 'file' && env.uiKind === UIKind.Desktop;
  const open = isPage ? 'Open in Browser' : 'Open';
  const show = 'Show in Explorer';
  const answer = await window.showInformationMessage(
    `${count(rows, 'row')} exported to ${fileLabel(to)}.`,
    open,
    ...(workspace.getWorkspaceFolder(to) ? [show] : []),
  );
  if (answer === show) await commands.executeCommand(builtInCommands.showInExplorer, to);
  else if (answer === open && isPage) await env.openExternal(to);
  else if (answer === open) await commands.executeCommand(builtInCommands.open, to);
}
