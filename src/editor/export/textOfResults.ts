import { numberText } from '../../core/count';
import { makeReport } from '../../core/export/makeReport';
import { resultsText, type ResultsText } from '../../core/export/resultsText';
import { runText } from '../../core/export/runText';
import { visible } from '../../core/export/visible';
import type { Problem, Severity } from '../../core/problem';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { fileLabel } from '../fileLabel';
import type { CheckedContacts } from '../readContacts';
import { namesOf } from './namesOf';

/** A run as plain text. */
export async function textOfRun(record: RunRecord): Promise<string> {
  const rows = [...record.description.rows.keys()];
  const report = await finishInSlices(makeReport(record, namesOf(record), { rows }));
  return joined(runText(record, report));
}

const severityLabels: readonly (readonly [Severity, string])[] = [
  ['error', 'Errors'],
  ['warning', 'Warnings'],
  ['information', 'Information'],
];

/** The problems that a check found as plain text, the most severe first. */
export function textOfCheck({ uri, checked, lines }: CheckedContacts): string {
  const lineOf = (problem: Problem) =>
    `Line ${lines.lineAt(problem.start) + 1}: ${problem.code} ${visible(problem.message)}`;
  const sections = severityLabels.map(([severity, title]) => {
    const problems = checked.problems.filter((problem) => problem.severity === severity);
    const linesOf = function* () {
      for (const problem of problems) yield lineOf(problem);
    };
    return { title, rows: problems.length, lines: linesOf };
  });
  return joined({
    title: `Problems in ${visible(fileLabel(uri))}`,
    head: [['Rows', numberText(checked.file.rows.length)]],
    counts: sections.map(({ title, rows }) => [title, numberText(rows)]),
    groups: [],
    sections,
  });
}

function joined(results: ResultsText): string {
  return [...resultsText(results)].join('');
}
