import { commands, Range, type Uri } from 'vscode';
import type { Target } from '../../api/region';
import { isWellFormedSid } from '../../core/contact';
import { count } from '../../core/count';
import { describeChanges } from '../../core/preview/describeChange';
import type { Preview } from '../../core/preview/preview';
import type { PreviewState } from '../../core/preview/previewState';
import { ContactTexts } from '../../core/results/contactTexts';
import type { PreviewHead, RowResult } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { builtInCommands } from '../ids';
import type { CheckedContacts } from '../readContacts';
import { columnBesideResults } from './columnBesideResults';
import type { Settings } from '../settingTable';
import type { TableRows } from './sentColumns';

/** A preview of an update, and what it holds for: this text of the file, this target, this time. */
export interface PreviewFacts {
  readonly contacts: CheckedContacts;
  /** What an empty cell meant. */
  readonly emptyCells: Settings['emptyCells'];
  readonly preview: Preview;
  /** Whose contacts the file was compared with: where Exotel was read, or what a downloaded file says; none where it does not say. */
  readonly targets: readonly Target[];
  /** The file that it was compared with; undefined where Exotel itself was read. */
  readonly other: Uri | undefined;
  /** "Mumbai (exotel8u3)", "old.csv, 2 hours old, from Mumbai (exotel8u3)" */
  readonly against: string;
  /** Epoch in milliseconds. */
  readonly at: number;
  readonly requests: number;
  /** What the command takes after the file to do the same again. */
  readonly request: unknown;
}

/** After so long others have changed contacts, probably. */
export const freshForMs = 60 * 60_000;

/** A preview as the page shows it: one row of the table for each row of the file. */
export class PreviewView {
  readonly id: string;
  readonly rows: TableRows;
  /** An update has started since. */
  isOver = false;
  /** As `checkPreview` found out last. */
  isOther = false;
  /** As `checkPreview` found out last, or not known since an edit. */
  isEdited = false;

  /** Under its name as it is now. */
  file: Uri;

  constructor(readonly facts: PreviewFacts) {
    this.file = facts.contacts.uri;
    this.id = `preview ${facts.at} ${facts.contacts.uri.toString()}`;
    this.rows = new PreviewRows(facts);
  }

  get again(): readonly unknown[] {
    return [this.file, this.facts.request];
  }

  head(): Omit<PreviewHead, 'otherRun'> {
    const { preview, against, at, requests, other } = this.facts;
    const { missing, absent, ...totals } = preview.totals;
    const why = this.whyOutdated();
    return {
      kind: 'preview',
      id: this.id,
      file: fileLabel(this.file),
      against,
      previewedAt: at,
      totals: { ...totals, ...(other ? { absent } : { missing }) },
      requestsSent: requests,
      fields: this.rows.texts?.names ?? [],
      notes: [...(why ? [`Out of date: ${why}. Preview the changes again.`] : []), ...this.remarks()],
    };
  }

  /** The one rule of when a preview holds no longer. `checkPreview` brings up to date what it goes by. */
  whyOutdated(): string | undefined {
    if (this.isOver) return 'an update has started since';
    if (this.isOther) return 'it is of another region or account';
    if (Date.now() - this.facts.at > freshForMs) return 'it is more than an hour old';
    return this.isEdited ? 'the file was edited' : undefined;
  }

  async reveal(row: number, focus: boolean): Promise<void> {
    const line = this.rows.line(row) - 1;
    await commands.executeCommand(builtInCommands.open, this.file, {
      selection: new Range(line, 0, line, 0),
      viewColumn: columnBesideResults(this.file),
      preserveFocus: !focus,
    });
  }

  private remarks(): string[] {
    const { preview, contacts, other } = this.facts;
    const { missing, absent } = preview.totals;
    let isRemoving = false;
    for (const row of preview.rowsThat('changed')) {
      isRemoving ||= preview.changesOf(row).some(({ after }) => after === undefined);
    }
    const invalid = contacts.checked.file.rows.length - contacts.checked.sendable;
    return [
      ...(missing > 0
        ? [
            `${count(missing, 'row')} ${missing === 1 ? 'has a SID' : 'have SIDs'} that Exotel does not know, and would be rejected.`,
          ]
        : []),
      ...(other && absent > 0
        ? [
            `${count(absent, 'row')} ${absent === 1 ? 'has a SID that is' : 'have SIDs that are'} not in ${fileLabel(other)}: only a preview with Exotel shows whether Exotel has ${absent === 1 ? 'this contact' : 'these contacts'}.`,
          ]
        : []),
      ...(invalid > 0 ? [`${count(invalid, 'row')} cannot be sent because of errors.`] : []),
      ...(isRemoving
        ? [
            'Some entries of custom_field are not in the file. Exotel does not document whether they are removed or kept; the preview shows them as removed.',
          ]
        : []),
    ];
  }
}

const advice: { readonly [state in PreviewState]?: string } = {
  missing: 'Exotel has no contact with this SID. Check the SID, the account and the region, or remove the row.',
  absent: 'This SID is not in the file that was compared. Preview with Exotel to see whether Exotel has the contact.',
};

class PreviewRows implements TableRows {
  readonly texts: ContactTexts;

  constructor(private readonly facts: PreviewFacts) {
    this.texts = new ContactTexts(facts.contacts.checked.file);
  }

  get count(): number {
    return this.facts.preview.rows;
  }

  line(row: number): number {
    const { lines, checked } = this.facts.contacts;
    return lines.lineAt(checked.file.rows.start(row)) + 1;
  }

  sid(row: number): string {
    return this.facts.contacts.checked.sidOf(row) ?? '';
  }

  result(row: number): RowResult {
    const { preview } = this.facts;
    const state = preview.state(row);
    const changes = preview.changesOf(row);
    const fields = changes.map(({ field }) => field).join(', ');
    if (state === 'changed') return [state, fields, describeChanges(changes), 0];
    const reason = this.facts.contacts.checked.invalid.has(row)
      ? 'Cannot be sent, see the problems of the file'
      : isWellFormedSid(this.sid(row))
        ? ''
        : 'Not read: the sid is not 32 hexadecimal digits';
    return [state, '', state === 'unread' ? reason : '', 0];
  }

  fileRow(row: number): number {
    return row;
  }

  advice(row: number) {
    return { text: advice[this.facts.preview.state(row)] ?? '' };
  }

  keptFrom(): undefined {
    return undefined;
  }
}
