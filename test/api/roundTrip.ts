import { fieldTexts, type FieldTexts } from '../../src/core/compare/fieldTexts';
import { sidKey } from '../../src/core/contact';
import { contactLine, downloadedContact } from '../../src/core/download/downloadedContact';
import { downloadText } from '../../src/core/download/downloadText';
import { rowsToCompare, takeFile, takePart } from '../../src/core/preview/fillPreview';
import { Preview } from '../../src/core/preview/preview';
import type { Reading } from '../../src/core/remote/readingCost';
import type { RunRecord } from '../../src/core/run/runRecord';
import { finish } from '../../src/core/steps';
import type { RowToUndo } from '../../src/core/undo/planUndo';
import { readSnapshot } from '../../src/core/undo/readSnapshot';
import * as snapshot from '../../src/core/undo/writeSnapshot';
import type { FileFormat } from '../../src/core/file/contactFile';
import type { StoredContact } from '../../src/sandbox/contactStore';
import type { Fault } from '../../src/sandbox/faults';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { mark } from '../downloadMark';
import { readOn } from './readHarness';
import { prepareRun, type RunFile } from './runHarness';

/** What was read of contacts, by `sidKey`. What is neither found nor missing could not be read. */
export interface Found {
  readonly texts: ReadonlyMap<string, string>;
  readonly missing: ReadonlySet<string>;
}

/** The steps of the round trip over HTTP, each put together as its command does it. */
export class RoundTrip {
  constructor(private readonly sandbox: Sandbox) {}

  /** The contacts as they are, by sid. */
  state(): Map<string, StoredContact> {
    return new Map([...this.sandbox.contacts.values()].map((contact) => [contact.sid, contact]));
  }

  /** The text of the file. */
  async download(format: FileFormat, faults: readonly Fault[]): Promise<string> {
    this.prepare(faults);
    const lines: string[] = [];
    for await (const { contacts } of readOn(this.sandbox, { kind: 'all' })) {
      lines.push(...contacts.map(({ text }) => contactLine(downloadedContact(text))));
    }
    let text = '';
    async function* again() {
      yield* lines;
    }
    for await (const part of downloadText(again, format, mark)) text += part;
    return text;
  }

  /** Against Exotel as it is now. @returns what was read, too */
  async preview({ checked }: RunFile, way: 'oneByOne' | 'pages', faults: readonly Fault[]) {
    this.prepare(faults);
    const rows = finish(rowsToCompare(checked));
    const sids = [...rows.values()].map((row) => checked.sidOf(row)!);
    const preview = new Preview(checked.file.rows.length);
    const found = await this.read({ kind: 'sids', sids, way }, (part) => takePart(preview, rows, checked, part));
    return { preview, sids, found };
  }

  /** Against a downloaded file. */
  previewAgainst({ checked }: RunFile, downloaded: RunFile): Preview {
    const preview = new Preview(checked.file.rows.length);
    finish(takeFile(preview, finish(rowsToCompare(checked)), checked, downloaded.checked));
    return preview;
  }

  async readNow(sids: readonly string[], way: 'oneByOne' | 'pages', faults: readonly Fault[]): Promise<Found> {
    this.prepare(faults);
    return this.read({ kind: 'sids', sids, way });
  }

  /** Updates from a file; without faults after the first time, and `isRetried` until nothing is left to send. */
  async update(file: RunFile, batchSize: number, faults: readonly Fault[], isRetried: boolean): Promise<RunRecord> {
    this.prepare(faults);
    let { record, start } = prepareRun(file, this.sandbox, { batchSize, policy: { maxAttempts: 2 } });
    await start();
    this.prepare([]);
    for (let again = 0; isRetried && again < 3; again++) {
      const next = prepareRun(file, this.sandbox, { batchSize, earlier: record });
      if (next.plan.sendable === 0) break;
      ({ record, start } = next);
      await start();
    }
    return record;
  }

  private prepare(faults: readonly Fault[]): void {
    this.sandbox.faults.clear();
    this.sandbox.requests.clear();
    this.sandbox.faults.next(...faults);
  }

  private async read(
    reading: Reading,
    onPart?: (part: { contacts: readonly { sid: string; text: string }[]; missing: readonly string[] }) => void,
  ): Promise<Found> {
    const texts = new Map<string, string>();
    const missing = new Set<string>();
    for await (const part of readOn(this.sandbox, reading)) {
      onPart?.(part);
      for (const { sid, text } of part.contacts) texts.set(sidKey(sid), text);
      for (const sid of part.missing) missing.add(sidKey(sid));
    }
    return { texts, missing };
  }
}

export function sidsToUndo(record: RunRecord): string[] {
  return rowsThatMayBeUpdated(record).map((row) => record.description.rows.sid(row));
}

function rowsThatMayBeUpdated(record: RunRecord): number[] {
  const { rows } = record.description;
  return [...rows.keys()].filter((row) => ['updated', 'unknown'].includes(record.outcome(row)!.verdict));
}

/** The rows of a run that are to be undone: `before` says what a contact was, undefined where it is not known. */
export function* rowsToUndo(
  record: RunRecord,
  { checked }: RunFile,
  before: (sid: string) => FieldTexts | undefined,
  { texts, missing }: Found,
): Iterable<RowToUndo> {
  const { rows } = record.description;
  for (const row of rowsThatMayBeUpdated(record)) {
    const sid = rows.sid(row);
    const text = texts.get(sidKey(sid));
    yield {
      sid,
      line: rows.line(row),
      sent: fieldTexts(checked.contactText(row)!),
      before: before(sid),
      now: text === undefined ? (missing.has(sidKey(sid)) ? 'missing' : 'unread') : fieldTexts(text),
    };
  }
}

/** The values from before in a snapshot, written and read. */
export function throughSnapshot({ checked }: RunFile, { texts }: Found): (sid: string) => FieldTexts | undefined {
  let text = snapshot.headLine({ runId: 'run', takenAt: 0, contacts: checked.sendable });
  for (const row of checked.file.rows.keys()) {
    if (!checked.isSendable(row)) continue;
    const sid = checked.sidOf(row)!;
    const sent = fieldTexts(checked.contactText(row)!);
    const found = texts.get(sidKey(sid));
    const before = found === undefined ? undefined : fieldTexts(found);
    text += snapshot.contactLine({ sid, before, sent });
  }
  const { contacts } = readSnapshot(text)!;
  return (sid) => contacts.get(sid)?.before;
}

/** The values from before in a downloaded file. */
export function throughFile({ checked }: RunFile): (sid: string) => FieldTexts | undefined {
  const { file } = checked;
  const rows = new Map([...file.rows.keys()].map((row) => [file.values(row)?.['sid'], row]));
  return (sid) => {
    const row = rows.get(sid);
    return row === undefined ? undefined : fieldTexts(file.contactText(row));
  };
}
