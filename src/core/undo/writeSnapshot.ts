import type { FieldTexts } from '../compare/fieldTexts';

/** What a snapshot is about. */
export interface SnapshotHead {
  /** The run that it was taken for. */
  readonly runId: string;
  /** Epoch in milliseconds. */
  readonly takenAt: number;
  /** Contacts that follow. */
  readonly contacts: number;
}

/** One contact that a run is about to change. */
export interface SnapshotContact {
  readonly sid: string;
  /** The fields that the run sends, as they were; undefined where Exotel had no such contact. */
  readonly before: FieldTexts | undefined;
  /** What the run sends. */
  readonly sent: FieldTexts;
  /** Where the run continues an earlier one that has sent the contact: its verdict. Then `before` is not from before the earlier run. */
  readonly earlier?: 'updated' | 'unknown';
}

/** The first line of a snapshot. The lines of its contacts hold their values: it is kept on this machine, for this user only. */
export function headLine({ runId, takenAt, contacts }: SnapshotHead): string {
  return `${JSON.stringify({ type: 'snapshot', version: 1, runId, takenAt, contacts })}\n`;
}

/** The line of one contact. Values are the texts that were read and sent, so that no number loses a digit. */
export function contactLine({ sid, before, sent, earlier }: SnapshotContact): string {
  const last = earlier ? `,"earlier":"${earlier}"` : '';
  return `{"sid":${JSON.stringify(sid)},"before":${before ? objectText(before) : 'null'},"sent":${objectText(sent)}${last}}\n`;
}

function objectText(fields: FieldTexts): string {
  return `{${Object.entries(fields)
    .map(([field, text]) => `"${field}":${text}`)
    .join(',')}}`;
}
