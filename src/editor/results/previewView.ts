import { commands, Range, type Uri } from 'vscode';
import type { Target } from '../../api/region';
import { isWellFormedSid } from '../../core/contact';
import { count } from '../../core/count';
import { describeChanges } from '../../core/preview/describeChange';
import type { Preview } from '../../core/preview/preview';
import { ContactTexts } from '../../core/results/contactTexts';
import type { PreviewHead, RowResult } from '../../protocol';
import { fileLabel } from '../fileLabel';
import { builtInCommands } from '../ids';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import { readSetting } from '../settings';
import { columnBesideResults } from './columnBesideResults';
import type { TableRows } from './sentColumns';

/** A preview of an update, and what it holds for: this text of the file, this target, this time. */
export interface PreviewFacts {
  readonly contacts: CheckedContacts;
  readonly preview: Preview;
  /** Where the update would go; undefined where the file was compared with a file. */
  readonly target: Target | undefined;
  /** "Mumbai (exotel8u3)", "old.csv, 2 hours old" */
  readonly against: string;
  /** Epoch in milliseconds. */
  readonly at: number;
  readonly requests: number;
  /** What the command takes to do the same again. */
  readonly again: readonly unknown[];
}

/** After so long others have changed contacts, probably. */
const freshForMs = 60 * 60_000;

/** A preview as the page shows it: one row of the table for each row of the file. */
export class PreviewView {
  readonly id: string;
  readonly rows: TableRows;

  constructor(readonly facts: PreviewFacts) {
    this.id = `preview ${facts.at} ${facts.contacts.uri.toString()}`;
    this.rows = new PreviewRows(facts);
  }

  get file(): Uri {
    return this.facts.contacts.uri;
  }

  get contacts(): CheckedContacts {
    return this.facts.contacts;
  }

  get again(): readonly unknown[] {
    return this.facts.again;
  }

  head(): Omit<PreviewHead, 'otherRun'> {
    const { preview, against, at, requests } = this.facts;
    return {
      kind: 'preview',
      id: this.id,
      file: fileLabel(this.file),
      against,
      previewedAt: at,
      totals: preview.totals,
      requestsSent: requests,
      fields: this.rows.texts?.names ?? [],
      notes: [...this.whyOutdated(), ...this.remarks()],
    };
  }

  /** As far as it can be seen without reading the file again; empty where nothing is known against it. */
  whyOutdated(): string[] {
    const { contacts, target, at } = this.facts;
    const document = openDocument(contacts.uri);
    const isEdited = document !== undefined && contacts.version !== undefined && document.version !== contacts.version;
    const region = readSetting('region');
    return [
      ...(isEdited ? ['Out of date: the file was edited after this preview. Preview it again.'] : []),
      ...(target && target.region !== region
        ? ['Out of date: another region is selected now. Preview the changes again there.']
        : []),
      ...(Date.now() - at > freshForMs
        ? ['This preview is more than an hour old. Contacts may have changed since.']
        : []),
    ];
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
    const { preview, contacts } = this.facts;
    const { missing } = preview.totals;
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
      ...(invalid > 0 ? [`${count(invalid, 'row')} cannot be sent because of errors.`] : []),
      ...(isRemoving
        ? [
            'Some entries of custom_field are not in the file. Exotel does not document whether they are removed or kept; the preview shows them as removed.',
          ]
        : []),
    ];
  }
}

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
    const isMissing = this.facts.preview.state(row) === 'missing';
    return {
      text: isMissing
        ? 'Exotel has no contact with this SID. Check the SID, the account and the region, or remove the row.'
        : '',
    };
  }

  keptFrom(): undefined {
    return undefined;
  }
}
