import type { Disposable } from 'vscode';
import { regions } from '../../api/region';
import { countDone } from '../../core/outcome';
import { operationWords } from '../../core/run/operation';
import type { ContactFile } from '../../core/file/contactFile';
import { ContactTexts } from '../../core/results/contactTexts';
import { rowBits, setRow } from '../../core/rowBits';
import type { RunRecord } from '../../core/run/runRecord';
import type { RunHead } from '../../protocol';
import { fileLabel } from '../fileLabel';
import type { FollowedRows } from '../files/followedRows';
import { fileOf } from '../run/runsOfFiles';
import { RunRows } from './runRows';

/** A run as the page shows it: one row of the table for each row of the file. */
export class RunView implements Disposable {
  readonly rows: RunRows;
  /** The last run of the file, where it is not this one. */
  newerRun: { readonly id: string; readonly startedAt: number } | undefined;
  private followed: FollowedRows | undefined;
  private subscription: Disposable | undefined;

  constructor(readonly record: RunRecord) {
    this.rows = new RunRows(record);
  }

  get id(): string {
    return this.record.description.runId;
  }

  get file() {
    return fileOf(this.record);
  }

  /** Takes the text that the run was made of, to show what its rows say. */
  takeFile(file: ContactFile): void {
    this.rows.texts = new ContactTexts(file);
  }

  /** Takes the rows as they are followed in the file; `changed` is called when they may have been edited. */
  follow(rows: FollowedRows, changed: () => void): void {
    this.subscription?.dispose();
    this.followed = rows;
    this.subscription = rows.onDidChange(changed);
    this.takeFile(rows.contacts.checked.file);
  }

  /** One bit for each row that was edited since; undefined where that is not known. */
  edited(): Uint8Array | undefined {
    const { followed, rows } = this;
    if (!followed || followed.isLost) return undefined;
    const edited = rowBits(rows.count);
    for (let row = 0; row < rows.count; row++) if (followed.isEdited(row)) setRow(edited, row);
    return edited;
  }

  /** How to go on with the rows that did not go through. An interrupted run is resumed while there are rows without an answer. */
  get goOn(): RunHead['goOn'] {
    const { record, newerRun } = this;
    const { totals } = record;
    if (countDone(totals) === totals.total) return undefined;
    const hasOpen = totals.notSent + totals.unknown > 0;
    return record.state === 'interrupted' && !record.isClosed && !newerRun && hasOpen ? 'Resume' : 'Retry';
  }

  /** @param current the run that is on */
  head(current: RunRecord | undefined): Omit<RunHead, 'otherRun'> {
    const { record, newerRun, goOn } = this;
    const { description, endedAt, waiting, totals } = record;
    const isOtherOn = current !== undefined && current !== record;
    return {
      kind: 'run',
      id: this.id,
      file: fileLabel(this.file),
      fields: this.rows.texts?.names ?? [],
      regionLabel: regions[description.target.region].label,
      accountSid: description.target.accountSid,
      startedAt: description.startedAt,
      ...(endedAt === undefined ? {} : { endedAt }),
      state: record.state,
      doing: operationWords[description.operation.kind].doing,
      totals,
      requests: { sent: record.requests.length, done: record.requestsDone, planned: record.requestsPlanned },
      ...(waiting ? { waiting } : {}),
      notes: record.notes,
      ...(goOn && !current ? { goOn } : {}),
      ...(newerRun && !isOtherOn ? { newerRun } : {}),
    };
  }

  dispose(): void {
    this.subscription?.dispose();
  }
}
