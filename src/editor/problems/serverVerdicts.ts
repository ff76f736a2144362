import type { Range } from 'vscode';
import { Diagnostic, DiagnosticSeverity, EventEmitter, Uri, languages, type Disposable } from 'vscode';
import { outcomeMessage, type Outcome } from '../../core/outcome';
import { faultRange } from '../../core/run/faultRange';
import type { RunRecord } from '../../core/run/runRecord';
import { DisposableStore } from '../disposableStore';
import type { FollowedRows } from '../files/followedRows';
import type { RowFollower } from '../files/rowFollower';
import type { CheckedContacts } from '../readContacts';
import { mostDiagnostics } from './localProblems';

const docs = Uri.parse('https://developer.exotel.com/api/update-bulk-contacts');
const refreshMs = 250;

/** The verdicts of one run on the rows of its file. */
interface Shown {
  readonly record: RunRecord;
  readonly rows: FollowedRows;
  /** Where its diagnostics are. */
  uri: Uri;
  timer: NodeJS.Timeout | undefined;
}

/**
 * The diagnostics of the last run's verdicts on each file: source `Exotel API`. A verdict goes when its row is edited, and follows its
 * file under another name.
 */
export class ServerVerdicts implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('exotelContacts.server');
  private readonly owned = new DisposableStore();
  private readonly shown = new Set<Shown>();
  private readonly followed = this.owned.add(new EventEmitter<RunRecord>());
  /** The rows of a run are followed in their file from now on. */
  readonly onDidFollow = this.followed.event;

  constructor(private readonly follower: RowFollower) {
    this.owned.add(this.collection);
  }

  /** Replaces what was shown on the file, and follows its rows from now on, if it is known where they are. */
  follow(contacts: CheckedContacts, record: RunRecord): void {
    this.collection.delete(contacts.uri);
    const rows = this.follower.follow(contacts);
    if (!rows) return;
    const shown: Shown = { record, rows, uri: contacts.uri, timer: undefined };
    this.shown.add(shown);
    rows.onDidChange(() => this.refresh(shown));
    rows.onDidLose(() => this.lose(shown));
    this.refresh(shown);
    this.followed.fire(record);
  }

  /** Something came to be known of the run: shown at once where it ended, else soon. */
  changed(record: RunRecord): void {
    for (const shown of this.shown) {
      if (shown.record !== record) continue;
      if (record.endedAt !== undefined) this.refresh(shown);
      else shown.timer ??= setTimeout(() => this.refresh(shown), refreshMs);
    }
  }

  /** The rows of the run in their file as it is now; undefined when they were not followed. */
  rowsOf(record: RunRecord): FollowedRows | undefined {
    for (const shown of this.shown) if (shown.record === record) return shown.rows;
    return undefined;
  }

  /** Whether verdicts of a run are followed in a file. */
  has(uri: Uri): boolean {
    return [...this.shown].some(({ rows }) => rows.uri.toString() === uri.toString());
  }

  dispose(): void {
    for (const { timer } of this.shown) clearTimeout(timer);
    this.owned.dispose();
  }

  private refresh(shown: Shown): void {
    clearTimeout(shown.timer);
    shown.timer = undefined;
    const { record, rows } = shown;
    if (shown.uri.toString() !== rows.uri.toString()) {
      this.collection.delete(shown.uri);
      shown.uri = rows.uri;
    }
    const { checked } = rows.contacts;
    const { rejected, unknown } = record.totals;
    const diagnostics: Diagnostic[] = [];
    if (rejected + unknown > 0) {
      for (let row = 0; row < checked.file.rows.length && diagnostics.length <= mostDiagnostics; row++) {
        const outcome = record.outcome(row);
        if (outcome?.verdict !== 'rejected' && outcome?.verdict !== 'unknown') continue;
        const range = rows.within(row, faultRange(checked, row, outcome));
        if (range) diagnostics.push(toDiagnostic(outcome, range));
      }
    }
    this.collection.set(rows.uri, diagnostics);
  }

  private lose(shown: Shown): void {
    clearTimeout(shown.timer);
    this.shown.delete(shown);
    this.collection.delete(shown.uri);
    shown.rows.dispose();
  }
}

type Failed = Outcome & { verdict: 'rejected' | 'unknown' };

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
