import type { TextDocument, TextDocumentContentChangeEvent } from 'vscode';
import { EditLog } from '../../core/edits/editLog';
import type { Patch } from '../../core/text/patch';
import type { TextChange } from '../../core/edits/rowTracker';
import { DocumentText } from './documentText';
import { headLength, isContactsFile, mayBeContacts } from './isContactsFile';

/** An open document that may be a contacts file: what it is, its text, and its last edits. */
export class OpenContactsFile {
  readonly text: DocumentText;
  private readonly log: EditLog;
  private recognised = false;
  /** Since it was looked at. */
  private headChanged = true;

  constructor(readonly document: TextDocument) {
    this.text = new DocumentText(document);
    this.log = new EditLog(document.version);
  }

  get key(): string {
    return this.document.uri.toString();
  }

  get version(): number {
    return this.document.version;
  }

  get mayBeContacts(): boolean {
    return mayBeContacts(this.document);
  }

  /** Whether it was a contacts file when it was last inspected. */
  get isContacts(): boolean {
    return this.recognised;
  }

  /** Whether it is a contacts file now. Nobody looks twice at the same beginning. */
  async recognise(): Promise<boolean> {
    while (this.headChanged) {
      const { version } = this;
      const recognised = await isContactsFile(this.document);
      // An edit meanwhile may have changed the beginning once more.
      if (version !== this.version) continue;
      this.recognised = recognised;
      this.headChanged = false;
    }
    return this.recognised;
  }

  /** To be called for each step of edits. */
  edited(changes: readonly TextDocumentContentChangeEvent[]): void {
    this.text.edited(changes);
    this.headChanged ||= changes.some(({ rangeOffset }) => rangeOffset < headLength);
    if (this.mayBeContacts) this.log.add(this.version, toTextChanges(changes));
    else this.log.forget(this.version);
  }

  /** All edits since a version that was read, as one patch; undefined when they are not known. */
  patchSince(version: number, length: number): Patch | undefined {
    return this.log.patchSince(version, length);
  }

  /** The steps that lead from a version that was read to that of now; undefined when they are not known. */
  editsSince(version: number): readonly (readonly TextChange[])[] | undefined {
    return this.log.since(version);
  }
}

export function toTextChanges(changes: readonly TextDocumentContentChangeEvent[]): TextChange[] {
  return changes.map(({ rangeOffset, rangeLength, text }) => ({ start: rangeOffset, length: rangeLength, text }));
}
