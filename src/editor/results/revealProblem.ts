import { commands, Range } from 'vscode';
import { builtInCommands } from '../ids';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import { columnBesideResults } from './columnBesideResults';

/** Leads to a problem of a check: to its place, or to the start of its line where the file was edited since. */
export async function revealProblem({ uri, checked, lines, version }: CheckedContacts, index: number, focus: boolean) {
  const { start } = checked.problems[index]!;
  const document = openDocument(uri);
  const isSame = !document || version === undefined || document.version === version;
  const { line, character } = lines.positionAt(start);
  const column = isSame ? character : 0;
  await commands.executeCommand(builtInCommands.open, uri, {
    selection: new Range(line, column, line, column),
    viewColumn: columnBesideResults(uri),
    preserveFocus: !focus,
  });
}
