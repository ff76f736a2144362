import type { Range } from 'vscode';
import { Diagnostic, DiagnosticSeverity, Uri, languages, workspace, type Disposable, type TextDocument } from 'vscode';
import { LineTable } from '../../core/file/lineTable';
import { RowTracker } from '../../core/file/rowTracker';
import { outcomeMessage, type Outcome } from '../../core/outcome';
import type { TextRange } from '../../core/problem';
import { fieldNamedBy } from '../../core/run/fieldNamedBy';
import type { RunRecord } from '../../core/run/runRecord';
import { DisposableStore } from '../disposableStore';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import { mostDiagnostics, toRange } from './localProblems';
import { onDidLoseFiles } from './onDidLoseFiles';

const docs = Uri.parse('https://developer.exotel.com/api/update-bulk-contacts');
const refreshMs = 250;

/** A run's rows in their file, followed through every edit. */
interface Followed {
  readonly uri: Uri;
  readonly record: RunRecord;
  readonly file: CheckedContacts['checked']['file'];
  tracker: RowTracker;
  lines: LineTable;
  /** The text that tracker and lines belong to, while no editor holds it. */
  text: string;
}

/** The diagnostics of the last run's verdicts on each file: source `Exotel API`. They go when their row is edited. */
export class ServerVerdicts implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('exotelContacts.server');
  private readonly followed = new Map<string, Followed>();
  private readonly owned = new DisposableStore();
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor() {
    this.owned.add(this.collection);
    this.owned.add(
      workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const followed = this.followed.get(document.uri.toString());
        if (!followed || contentChanges.length === 0) return;
        followed.tracker.apply(
          contentChanges.map(({ rangeOffset, rangeLength, text }) => ({
            start: rangeOffset,
            length: rangeLength,
            text,
          })),
        );
        this.refresh(followed);
      }),
    );
    this.owned.add(workspace.onDidCloseTextDocument((document) => this.closed(document)));
    this.owned.add(workspace.onDidOpenTextDocument((document) => this.opened(document)));
    this.owned.add(
      onDidLoseFiles((isGone) => {
        for (const followed of this.followed.values()) if (isGone(followed.uri)) this.lose(followed);
      }),
    );
  }

  /** Replaces what was shown on the file, and follows its rows from now on. */
  follow({ uri, checked: { file }, lines }: CheckedContacts, record: RunRecord): void {
    this.collection.delete(uri);
    this.followed.set(uri.toString(), {
      uri,
      record,
      file,
      tracker: new RowTracker(file.rows),
      lines,
      text: file.text.toString(),
    });
  }

  /** Something came to be known of the run: shown at once where it ended, else soon. */
  changed(record: RunRecord): void {
    for (const [key, followed] of this.followed) {
      if (followed.record !== record) continue;
      if (record.endedAt !== undefined) this.refresh(followed);
      else this.timers.set(key, this.timers.get(key) ?? setTimeout(() => this.refresh(followed), refreshMs));
    }
  }

  /** Where a row of the run stands in its file by now; undefined when nobody followed it there. */
  placeOf(record: RunRecord, row: number): TextRange | undefined {
    for (const followed of this.followed.values()) if (followed.record === record) return followed.tracker.placeOf(row);
    return undefined;
  }

  dispose(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.owned.dispose();
  }

  private refresh(followed: Followed): void {
    const key = followed.uri.toString();
    clearTimeout(this.timers.get(key));
    this.timers.delete(key);
    if (this.followed.get(key) !== followed) return;

    const { record, file, tracker } = followed;
    const places = placesIn(openDocument(followed.uri)) ?? followed.lines;
    const { rejected, unknown } = record.totals;
    const diagnostics: Diagnostic[] = [];
    if (rejected + unknown > 0) {
      for (let row = 0; row < file.rows.length && diagnostics.length <= mostDiagnostics; row++) {
        const outcome = record.outcome(row);
        if (outcome?.verdict !== 'rejected' && outcome?.verdict !== 'unknown') continue;
        const place = tracker.rangeOf(row);
        if (place) diagnostics.push(toDiagnostic(outcome, toRange(within(place, followed, row, outcome), places)));
      }
    }
    this.collection.set(followed.uri, diagnostics);
  }

  private closed(document: TextDocument): void {
    const followed = this.followed.get(document.uri.toString());
    if (!followed) return;
    if (document.isDirty) return this.lose(followed);
    followed.text = document.getText();
    followed.lines = new LineTable(followed.text);
  }

  private opened(document: TextDocument): void {
    const followed = this.followed.get(document.uri.toString());
    if (followed && document.getText() !== followed.text) this.lose(followed);
  }

  /** The file is another one by now, and nobody saw it change. */
  private lose(followed: Followed): void {
    this.followed.delete(followed.uri.toString());
    this.collection.delete(followed.uri);
  }
}

type Failed = Outcome & { verdict: 'rejected' | 'unknown' };

function placesIn(document: TextDocument | undefined): Pick<LineTable, 'positionAt'> | undefined {
  return document && { positionAt: (offset) => document.positionAt(offset) };
}

/** The field that the error names, else the row. */
function within(place: TextRange, { file }: Followed, row: number, outcome: Failed): TextRange {
  const named = outcome.verdict === 'rejected' ? fieldNamedBy(outcome.error) : undefined;
  const field = named && file.fieldRanges(row).find((range) => range.field === named);
  if (!field) return place;
  const shift = place.start - file.rows[row]!.start;
  return { start: field.start + shift, end: field.end + shift };
}

function toDiagnostic(outcome: Failed, range: Range): Diagnostic {
  const rejected = outcome.verdict === 'rejected';
  const diagnostic = new Diagnostic(
    range,
    outcomeMessage(outcome),
    rejected ? DiagnosticSeverity.Error : DiagnosticSeverity.Warning,
  );
  diagnostic.source = 'Exotel API';
  const code = rejected ? (outcome.error.code ?? outcome.status) : undefined;
  if (code !== undefined) diagnostic.code = { value: String(code), target: docs };
  else if (!rejected) diagnostic.code = 'unknown';
  return diagnostic;
}
