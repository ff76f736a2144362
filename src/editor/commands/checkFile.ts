import { commands, window } from 'vscode';
import { count } from '../../core/count';
import type { Severity } from '../../core/problem';
import { fileOfCommand } from '../filesOfCommand';
import { readContacts } from '../readContacts';
import type { LocalProblems } from '../run/localProblems';
import type { ShownRun } from '../results/shownRun';

export interface CheckResult {
  readonly rows: number;
  readonly errors: number;
  readonly warnings: number;
}

/** Applies the local checks to a file and shows what they found. Nothing leaves the machine. */
export async function checkFile(problems: LocalProblems, shown: ShownRun, file?: unknown): Promise<CheckResult> {
  const contacts = await readContacts(await fileOfCommand(shown, file));
  problems.show(contacts);
  shown.checked(contacts);
  const { checked } = contacts;
  const of = (severity: Severity) => checked.problems.filter((problem) => problem.severity === severity).length;
  const result = { rows: checked.file.rows.length, errors: of('error'), warnings: of('warning') };
  void tell(result);
  return result;
}

async function tell({ rows, errors, warnings }: CheckResult): Promise<void> {
  if (errors + warnings === 0) {
    await window.showInformationMessage(`${count(rows, 'contact')} checked: nothing to complain about.`);
    return;
  }
  const message = `${count(rows, 'row')} checked: ${count(errors, 'error')}, ${count(warnings, 'warning')}.`;
  const show = 'Show Problems';
  const answer =
    errors > 0 ? await window.showWarningMessage(message, show) : await window.showInformationMessage(message, show);
  if (answer === show) await commands.executeCommand('workbench.actions.view.problems');
}
