import { commands, ViewColumn, workspace } from 'vscode';
import { builtInCommands } from '../ids';
import { window } from '../window';

/** Two editors side by side need so much, in pixels, for the lines of a file to be read beside the table. */
const leastBeside = 1_300;

/** What VS Code says of its groups. The sizes are not documented, and so not relied on. */
interface EditorLayout {
  readonly orientation?: number;
  readonly groups?: readonly { readonly size?: unknown }[];
}

/**
 * Where the results open so that they do not hide the file: beside it, or below it where the window is too narrow for both. Where there
 * are several groups, or the setting says on which side a second one opens, a person has decided.
 */
export async function columnForResults(): Promise<ViewColumn> {
  const { activeTabGroup, all } = window.tabGroups;
  if (activeTabGroup.tabs.length === 0) return ViewColumn.Active;
  const opensBelow = workspace.getConfiguration('workbench.editor').get('openSideBySideDirection') === 'down';
  if (all.length > 1 || opensBelow) return ViewColumn.Beside;
  // VS Code gives the width of groups only while they are side by side.
  await setLayout('side by side');
  const layout = await commands.executeCommand<EditorLayout | undefined>(builtInCommands.getEditorLayout);
  const widths = layout?.orientation === 0 ? (layout.groups ?? []).map(({ size }) => Number(size)) : [];
  if (widths.reduce((sum, width) => sum + width, 0) < leastBeside && widths.every((width) => width > 1)) {
    await setLayout('one below the other');
  }
  return ViewColumn.Two;
}

async function setLayout(direction: 'side by side' | 'one below the other'): Promise<void> {
  const isBelow = direction === 'one below the other';
  const groups = isBelow ? [{ size: 0.45 }, { size: 0.55 }] : [{}, {}];
  await commands.executeCommand(builtInCommands.setEditorLayout, { orientation: isBelow ? 1 : 0, groups });
}
