import type { Severity } from '../../core/problem';
import type { CheckHead, RowView } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';

/** A check as the page shows it: one row of the table for each problem, all of them. */
export class CheckView {
  readonly id: string;

  /** @param checkedAt epoch in milliseconds */
  constructor(
    readonly contacts: CheckedContacts,
    private readonly checkedAt: number,
  ) {
    this.id = `check ${checkedAt} ${contacts.uri.toString()}`;
  }

  get file() {
    return this.contacts.uri;
  }

  get rowCount(): number {
    return this.contacts.checked.problems.length;
  }

  head(): Omit<CheckHead, 'otherRun'> {
    const { checked, uri } = this.contacts;
    const totals: { [severity in Severity]: number } = { error: 0, warning: 0, information: 0 };
    for (const { severity } of checked.problems) totals[severity]++;
    return {
      kind: 'check',
      id: this.id,
      file: fileLabel(uri),
      checkedAt: this.checkedAt,
      fileRows: checked.file.rows.length,
      totals: { ...totals, total: checked.problems.length },
      notes: this.isOutdated()
        ? ['The file was edited after this check. Check it again to see the current problems.']
        : [],
    };
  }

  row(row: number): RowView {
    const { checked, lines } = this.contacts;
    const problem = checked.problems[row]!;
    const sid = problem.row === undefined ? undefined : checked.sids[problem.row];
    return [lines.lineAt(problem.start) + 1, sid ?? '', problem.severity, problem.code, problem.message, 0];
  }

  private isOutdated(): boolean {
    const { uri, version } = this.contacts;
    const document = openDocument(uri);
    return document !== undefined && version !== undefined && document.version !== version;
  }
}
