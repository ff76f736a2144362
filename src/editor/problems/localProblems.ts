import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Location,
  Range,
  languages,
  type Disposable,
  type TextDocument,
  type TextDocumentContentChangeEvent,
  type Uri,
} from 'vscode';
import type { LineTable } from '../../core/text/lineTable';
import { movedLines, type LineMoves } from '../../core/edits/movedLines';
import type { Problem, Severity } from '../../core/problem';
import { DisposableStore } from '../disposableStore';
import { ClosedFiles } from '../files/closedFiles';
import type { ContactsFiles } from '../files/contactsFiles';
import { toRange } from '../files/toRange';
import { openDocument } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import { onDidLoseFiles } from './onDidLoseFiles';

/** What VS Code shows of one collection for one file; it cuts the rest itself, errors first, and says so in the list. */
export const mostDiagnostics = 1_000;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/**
 * The diagnostics of the local checks: source `Exotel`. None outlives the text it is about: an edit takes away those of its lines
 * and moves those below, until the next check reports everything again.
 */
export class LocalProblems implements Disposable {
  private readonly store = new DisposableStore();
  private readonly collection = this.store.add(languages.createDiagnosticCollection('exotelContacts.local'));
  /** Problems of a requested check that still apply to the text; of documents only. */
  private readonly asked = new Map<string, CheckedContacts>();
  private readonly closedFiles = this.store.add(new ClosedFiles());

  constructor(files: ContactsFiles) {
    const { store } = this;
    store.add(files.onDidEdit(({ file, changes }) => this.edited(file.document, changes)));
    store.add(files.onDidClose(({ document }) => this.closed(document)));
    store.add(onDidLoseFiles((isGone) => this.collection.forEach((uri) => isGone(uri) && this.clear(uri))));
    store.add(this.closedFiles.onDidChange((uri) => this.clear(uri)));
  }

  /** Shows everything that a requested check found. A document that was edited meanwhile is left as it is. */
  show(contacts: CheckedContacts): void {
    const document = openDocument(contacts.uri);
    if (document && contacts.version !== undefined) {
      if (document.version !== contacts.version) return;
      this.asked.set(contacts.uri.toString(), contacts);
    }
    this.publish(contacts, contacts.checked.problems);
  }

  /** Shows what a check while typing found: without the faults that VS Code's own JSON support underlines, unless they were asked for. */
  showLive(contacts: CheckedContacts, withoutSyntax: boolean): void {
    const { problems } = contacts.checked;
    const all = !withoutSyntax || this.asked.has(contacts.uri.toString());
    this.publish(contacts, all ? problems : problems.filter(({ code }) => code !== 'syntax'));
  }

  /** The last requested check, while the document is unchanged. */
  askedFor(uri: Uri): CheckedContacts | undefined {
    return this.asked.get(uri.toString());
  }

  clear(uri: Uri): void {
    this.collection.delete(uri);
    this.closedFiles.unwatch(uri);
  }

  dispose(): void {
    this.store.dispose();
  }

  private publish({ uri, lines, state }: CheckedContacts, problems: readonly Problem[]): void {
    if (problems.length > 0 && !openDocument(uri)) this.closedFiles.watch(uri, state);
    // One more than is shown, so that VS Code says that some are left out; more would cost time and not be seen.
    const first = mostSevere(problems).slice(0, mostDiagnostics + 1);
    this.collection.set(
      uri,
      first.map((problem) => toDiagnostic(problem, lines, uri)),
    );
  }

  private closed({ uri }: TextDocument): void {
    this.asked.delete(uri.toString());
    this.clear(uri);
  }

  private edited({ uri }: TextDocument, changes: readonly TextDocumentContentChangeEvent[]): void {
    this.asked.delete(uri.toString());
    const shown = this.collection.get(uri);
    if (!shown?.length) return;
    const moves = movedLines(
      changes.map(({ range, text }) => ({ first: range.start.line, last: range.end.line, text })),
    );
    this.collection.set(
      uri,
      shown.flatMap((diagnostic) => moved(diagnostic, moves) ?? []),
    );
  }
}

/** Undefined where a line of it was edited. */
function moved(diagnostic: Diagnostic, moves: LineMoves): Diagnostic | undefined {
  const { start, end } = diagnostic.range;
  const lines = moves({ first: start.line, last: end.line });
  if (!lines) return lines === 0 ? diagnostic : undefined;
  const { message, severity, source, code, relatedInformation } = diagnostic;
  const range = new Range(start.line + lines, start.character, end.line + lines, end.character);
  return Object.assign(new Diagnostic(range, message, severity), { source, code, relatedInformation });
}

function mostSevere(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= mostDiagnostics) return problems;
  const of = (wanted: Severity) => problems.filter(({ severity }) => severity === wanted);
  return [...of('error'), ...of('warning'), ...of('information')];
}

function toDiagnostic(problem: Problem, lines: LineTable, uri: Uri): Diagnostic {
  const diagnostic = new Diagnostic(toRange(problem, lines), problem.message, severities[problem.severity]);
  diagnostic.source = 'Exotel';
  diagnostic.code = problem.code;
  if (problem.related) {
    diagnostic.relatedInformation = problem.related.map(
      (other) => new DiagnosticRelatedInformation(new Location(uri, toRange(other, lines)), other.message),
    );
  }
  return diagnostic;
}
