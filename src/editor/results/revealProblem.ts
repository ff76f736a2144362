import { commands, Range, window, type Uri } from 'vscode';
import { builtInCommands } from '../ids';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';

/** Leads to a problem of a check: to its place, or to the start of its line where the file was edited since. */
export async function revealProblem({ uri, checked, lines, version }: CheckedContacts, index: number, focus: boolean) {
  const { start } = checked.problems[index]!;
  const document = openDocument(uri);
  const isSame = !document || version === undefined || document.version === version;
  const { line, character } = lines.positionAt(start);
  const column = isSame ? character : 0;
  await commands.executeCommand(builtInCommands.open, uri, {
    selection: new Range(line, column, line, column),
    viewColumn: columnOf(uri),
    preserveFocus: !focus,
  });
}

/** The column where the file is open already, else the first: never on top of the results. */
function columnOf(uri: Uri): number {
  const group = window.tabGroups.all.find(({ tabs }) =>
    tabs.some(
      ({ input }) => typeof input === 'object' && input !== null && 'uri' in input && String(input.uri) === String(uri),
    ),
  );
  return group?.viewColumn ?? 1;
}
