import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Location,
  Range,
  languages,
  workspace,
  type Disposable,
  type TextDocumentChangeEvent,
  type TextDocumentContentChangeEvent,
  type Uri,
} from 'vscode';
import type { LineTable } from '../../core/file/lineTable';
import type { Problem, Severity, TextRange } from '../../core/problem';
import { DisposableStore } from '../disposableStore';
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
 * and moves those below, until the next check tells all anew.
 */
export class LocalProblems implements Disposable {
  private readonly store = new DisposableStore();
  private readonly collection = this.store.add(languages.createDiagnosticCollection('exotelContacts.local'));
  /** What somebody asked for and the text still bears out; of documents only. */
  private readonly asked = new Map<string, CheckedContacts>();

  constructor() {
    this.store.add(workspace.onDidChangeTextDocument((change) => this.textChanged(change)));
    this.store.add(workspace.onDidCloseTextDocument(({ uri }) => this.asked.delete(uri.toString())));
    this.store.add(
      onDidLoseFiles((isGone) => this.collection.forEach((uri) => isGone(uri) && this.collection.delete(uri))),
    );
  }

  /** Shows all that a check found which somebody asked for. A document that was edited meanwhile is left as it is. */
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

  /** The last check that somebody asked for, while the document stands as it was. */
  askedFor(uri: Uri): CheckedContacts | undefined {
    return this.asked.get(uri.toString());
  }

  clear(uri: Uri): void {
    this.collection.delete(uri);
  }

  dispose(): void {
    this.store.dispose();
  }

  private publish({ uri, lines }: CheckedContacts, problems: readonly Problem[]): void {
    // One more than is shown, so that VS Code tells of the cut; more would cost and not be seen.
    const first = mostSevere(problems).slice(0, mostDiagnostics + 1);
    this.collection.set(
      uri,
      first.map((problem) => toDiagnostic(problem, lines, uri)),
    );
  }

  private textChanged({ document, contentChanges }: TextDocumentChangeEvent): void {
    if (contentChanges.length === 0) return;
    this.asked.delete(document.uri.toString());
    const shown = this.collection.get(document.uri);
    if (!shown?.length) return;
    // Changes are told from the end of the text, so that each leaves the places of the next as they are.
    const kept = contentChanges.reduce<readonly Diagnostic[]>(
      (diagnostics, change) => diagnostics.flatMap((diagnostic) => afterEdit(diagnostic, change) ?? []),
      shown,
    );
    this.collection.set(document.uri, [...kept]);
  }
}

function afterEdit(diagnostic: Diagnostic, { range, text }: TextDocumentContentChangeEvent): Diagnostic | undefined {
  const { start, end } = diagnostic.range;
  if (end.line < range.start.line) return diagnostic;
  if (start.line <= range.end.line) return undefined;
  const shift = text.split(/\r\n|\r|\n/).length - 1 - (range.end.line - range.start.line);
  if (shift === 0) return diagnostic;
  const moved = new Diagnostic(
    new Range(start.line + shift, start.character, end.line + shift, end.character),
    diagnostic.message,
    diagnostic.severity,
  );
  return Object.assign(moved, {
    source: diagnostic.source,
    code: diagnostic.code,
    relatedInformation: diagnostic.relatedInformation,
  });
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

export function toRange({ start, end }: TextRange, lines: Pick<LineTable, 'positionAt'>): Range {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return new Range(from.line, from.character, to.line, to.character);
}
