import {
  Diagnostic,
  DiagnosticRelatedInformation,
  DiagnosticSeverity,
  Location,
  Range,
  languages,
  type Disposable,
  type Uri,
} from 'vscode';
import type { LineTable } from '../../core/file/lineTable';
import type { Problem, Severity, TextRange } from '../../core/problem';
import type { CheckedContacts } from '../readContacts';

/** What VS Code shows of one collection for one file; it cuts the rest itself, errors first, and says so in the list. */
export const mostDiagnostics = 1_000;

const severities: Readonly<Record<Severity, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
};

/** The diagnostics of the local checks: source `Exotel`. */
export class LocalProblems implements Disposable {
  private readonly collection = languages.createDiagnosticCollection('exotelContacts.local');

  show({ uri, checked, lines }: CheckedContacts): void {
    // One more than is shown, so that VS Code tells of the cut; more would cost and not be seen.
    const first = mostSevere(checked.problems).slice(0, mostDiagnostics + 1);
    this.collection.set(
      uri,
      first.map((problem) => toDiagnostic(problem, lines, uri)),
    );
  }

  clear(uri: Uri): void {
    this.collection.delete(uri);
  }

  dispose(): void {
    this.collection.dispose();
  }
}

function mostSevere(problems: readonly Problem[]): readonly Problem[] {
  if (problems.length <= mostDiagnostics) return problems;
  return [...problems].sort((a, b) => severities[a.severity] - severities[b.severity]);
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
