import { EventEmitter, type Disposable, type Range, type TextDocument, type Uri } from 'vscode';
import { isSameText } from '../../core/file/isSameText';
import { LineTable } from '../../core/text/lineTable';
import { looseEndChanges } from '../../core/file/looseEnds';
import { RowTracker, type TextChange } from '../../core/edits/rowTracker';
import type { TextSource } from '../../core/text/textSource';
import type { TextRange } from '../../core/problem';
import { finishInSlices } from '../../core/steps';
import type { CheckedContacts } from '../readContacts';
import { toRange } from './toRange';

/**
 * The rows of a file as it was read once, wherever edits and new names of the file take them. Its owner reports what becomes of
 * the file. Nothing is said of the rows while the file may be another one.
 */
export class FollowedRows implements Disposable {
  private readonly tracker: RowTracker;
  private readonly changed = new EventEmitter<void>();
  private readonly lost = new EventEmitter<void>();
  /** The places or the name of the file changed. */
  readonly onDidChange = this.changed.event;
  /** The file is another one, and it is not known where the rows are. */
  readonly onDidLose = this.lost.event;
  private file: Uri;
  private open: TextDocument | undefined;
  /** Where no editor has it. */
  private text: TextSource;
  private lines: LineTable;
  private state: 'known' | 'closed with unsaved edits' | 'lost' = 'known';

  /**
   * @param document where an editor has the file
   * @param edits that led from the text that was read to that of now
   */
  constructor(
    readonly contacts: CheckedContacts,
    document: TextDocument | undefined,
    edits: readonly (readonly TextChange[])[],
  ) {
    const { file } = contacts.checked;
    this.file = contacts.uri;
    this.tracker = new RowTracker(file.rows.places(), file.format === 'json' ? 'comma' : 'line');
    for (const changes of edits) this.tracker.apply(changes);
    this.open = document;
    this.text = document ? '' : file.text;
    this.lines = contacts.lines;
  }

  get uri(): Uri {
    return this.file;
  }

  get document(): TextDocument | undefined {
    return this.open;
  }

  get isLost(): boolean {
    return this.state === 'lost';
  }

  /** Where a place inside a row is now; undefined once the row was edited, and while the file may be another one. */
  within(row: number, { start, end }: TextRange): Range | undefined {
    const place = this.state === 'known' ? this.tracker.rangeOf(row) : undefined;
    if (!place) return undefined;
    const shift = place.start - this.contacts.checked.file.rows.start(row);
    return this.toRange({ start: start + shift, end: end + shift });
  }

  /** Where a row, or what is left of it, is now; undefined while the file may be another one. */
  placeOf(row: number): Range | undefined {
    return this.state === 'known' ? this.toRange(this.tracker.placeOf(row)) : undefined;
  }

  /** Whether the row was edited since the file was read. */
  isEdited(row: number): boolean {
    return this.tracker.rangeOf(row) === undefined;
  }

  edited(changes: readonly TextChange[]): void {
    this.tracker.apply(changes);
    this.changed.fire();
  }

  closed(document: TextDocument, text = document.getText()): void {
    this.text = text;
    this.lines = new LineTable(this.text);
    this.open = undefined;
    if ((document.isDirty || document.isUntitled) && !this.isLost) this.state = 'closed with unsaved edits';
    this.changed.fire();
  }

  opened(document: TextDocument): void {
    if (this.isLost) return;
    const changes = looseEndChanges(this.text.toString(), document.getText());
    if (!changes) return this.lose();
    this.tracker.apply(changes);
    this.open = document;
    this.state = 'known';
    this.changed.fire();
  }

  /** @param text what is on the disk while no editor has the file */
  async foundOnDisk(text: TextSource): Promise<void> {
    const known = this.text;
    if (this.state !== 'known' || (await finishInSlices(isSameText(text, known)))) return;
    if (this.state === 'known' && this.text === known && !this.open) this.lose();
  }

  /**
   * @param document of the new name
   * @param text what the file said under its old name, where its document no longer does
   */
  moved(to: Uri, document: TextDocument | undefined, text?: string): void {
    if (this.open) this.closed(this.open, text);
    this.file = to;
    this.changed.fire();
    if (document) this.opened(document);
  }

  /** The file is another one now, and the change was not seen. */
  lose(): void {
    this.state = 'lost';
    this.lost.fire();
  }

  dispose(): void {
    this.changed.dispose();
    this.lost.dispose();
  }

  private toRange(range: TextRange): Range {
    const { open } = this;
    return toRange(range, open ? { positionAt: (offset) => open.positionAt(offset) } : this.lines);
  }
}
