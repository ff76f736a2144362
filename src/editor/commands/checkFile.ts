import { commands, type Uri } from 'vscode';
import { count } from '../../core/count';
import type { Severity } from '../../core/problem';
import { fileLabel } from '../fileLabel';
import { filesOfCommand } from '../filesOfCommand';
import { builtInCommands } from '../ids';
import { readContacts } from '../readContacts';
import type { LocalProblems } from '../problems/localProblems';
import type { ShownResults } from '../results/shownResults';
import { window } from '../window';

export interface CheckResult {
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
}

/**
 * Applies the local checks to one file or several and shows what they found. Nothing leaves the machine.
 * @returns the counts, summed over the files
 */
export async function checkFile(
  problems: LocalProblems,
  shown: ShownResults,
  clicked?: unknown,
  selected?: unknown,
): Promise<CheckResult> {
  const files = await filesOfCommand(shown, clicked, selected);
  let sum: CheckResult = { rows: 0, errors: 0, warnings: 0 };
  for (const uri of files) sum = add(sum, await check(problems, shown, uri));
  void showCounts(sum, files);
  return sum;
}

async function check(problems: LocalProblems, shown: ShownResults, uri: Uri): Promise<CheckResult> {
  const contacts = await readContacts(uri);
  problems.show(contacts);
  shown.checked(contacts);
  const { checked } = contacts;
  const of = (severity: Severity) => checked.problems.filter((problem) => problem.severity === severity).length;
  return { rows: checked.file.rows.length, errors: of('error'), warnings: of('warning') };
}

async function showCounts({ rows, errors, warnings }: CheckResult, files: readonly Uri[]): Promise<void> {
  const what = files.length === 1 ? fileLabel(files[0]!) : count(files.length, 'file');
  if (errors + warnings === 0) {
    await window.showInformationMessage(`${what}: ${count(rows, 'row')} checked, no problems found.`);
    return;
  }
  const message = `${what}: ${count(rows, 'row')} checked, ${count(errors, 'error')}, ${count(warnings, 'warning')}.`;
  const show = 'Show Problems';
  const answer =
    errors > 0 ? await window.showWarningMessage(message, show) : await window.showInformationMessage(message, show);
  if (answer === show) await commands.executeCommand(builtInCommands.showProblems);
}

function add(a: CheckResult, b: CheckResult): CheckResult {
  return { rows: a.rows + b.rows, errors: a.errors + b.errors, warnings: a.warnings + b.warnings };
}
