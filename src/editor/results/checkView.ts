import { ContactTexts } from '../../core/results/contactTexts';
import type { Severity } from '../../core/problem';
import { adviceOnProblem } from '../../core/results/adviceOn';
import type { CheckHead, RowResult } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import type { TableRows } from './sentColumns';

/** A check as the page shows it: one row of the table for each problem, all of them. */
export class CheckView {
  readonly id: string;
  readonly rows: TableRows;
  private readonly totals: CheckHead['totals'];

  /** @param checkedAt epoch in milliseconds */
  constructor(
    readonly contacts: CheckedContacts,
    private readonly checkedAt: number,
  ) {
    this.id = `check ${checkedAt} ${contacts.uri.toString()}`;
    this.rows = new ProblemRows(contacts);
    const totals: { [severity in Severity]: number } = { error: 0, warning: 0, information: 0 };
    for (const { severity } of contacts.checked.problems) totals[severity]++;
    this.totals = { ...totals, total: this.rows.count };
  }

  get file() {
    return this.contacts.uri;
  }

  head(): Omit<CheckHead, 'otherRun'> {
    const { checked, uri } = this.contacts;
    return {
      kind: 'check',
      id: this.id,
      file: fileLabel(uri),
      checkedAt: this.checkedAt,
      fileRows: checked.file.rows.length,
      totals: this.totals,
      fields: this.rows.texts?.names ?? [],
      notes: this.isOutdated()
        ? ['The file was edited after this check. Check it again to see the current problems.']
        : [],
    };
  }

  private isOutdated(): boolean {
    const { uri, version } = this.contacts;
    const document = openDocument(uri);
    return document !== undefined && version !== undefined && document.version !== version;
  }
}

/** The problems of a check as rows of the table. */
class ProblemRows implements TableRows {
  readonly texts: ContactTexts;

  constructor(private readonly contacts: CheckedContacts) {
    this.texts = new ContactTexts(contacts.checked.file);
  }

  get count(): number {
    return this.contacts.checked.problems.length;
  }

  line(row: number): number {
    return this.contacts.lines.lineAt(this.problem(row).start) + 1;
  }

  sid(row: number): string {
    const { row: contact } = this.problem(row);
    return (contact === undefined ? undefined : this.contacts.checked.sidOf(contact)) ?? '';
  }

  result(row: number): RowResult {
    const { severity, code, message } = this.problem(row);
    return [severity, code, message, 0];
  }

  fileRow(row: number): number | undefined {
    return this.problem(row).row;
  }

  advice(row: number) {
    return adviceOnProblem(this.problem(row).code);
  }

  keptFrom() {
    return undefined;
  }

  private problem(row: number) {
    return this.contacts.checked.problems[row]!;
  }
}
