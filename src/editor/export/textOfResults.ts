import { numberText } from '../../core/count';
import { timeText } from '../../core/export/headLines';
import { makeReport } from '../../core/export/makeReport';
import { resultsText, type ResultsText } from '../../core/export/resultsText';
import { runText } from '../../core/export/runText';
import { visible } from '../../core/export/visible';
import type { PreviewState } from '../../core/preview/previewState';
import type { Problem, Severity } from '../../core/problem';
import { rowStateLabels } from '../../core/results/rowState';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import { fileLabel } from '../fileLabel';
import type { CheckedContacts } from '../readContacts';
import type { PreviewView } from '../results/previewView';
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

const previewTitles: readonly (readonly [PreviewState, string])[] = [
  ['changed', 'Contacts that change'],
  ['missing', 'Contacts that Exotel does not have'],
  ['absent', 'Contacts that are not in the compared file'],
  ['unread', 'Rows that were not read'],
  ['same', 'Contacts that stay the same'],
];

/** What an update would change as plain text, the contacts that change first. */
export function textOfPreview(view: PreviewView): string {
  const { preview, at, against, requests, other } = view.facts;
  const titles = previewTitles.filter(([state]) => state !== (other ? 'missing' : 'absent'));
  const { rows } = view;
  const lineOf = (row: number) => {
    const [, , said] = rows.result(row);
    return visible(`Line ${rows.line(row)}, ${rows.sid(row) || 'no SID'}${said ? `: ${said}` : ''}`);
  };
  const linesOf = function* (state: PreviewState) {
    for (const row of preview.rowsThat(state)) yield lineOf(row);
  };
  return joined({
    title: `Preview of ${visible(fileLabel(view.file))}`,
    head: [
      ['Compared with', visible(against)],
      ['Read', timeText(at)],
      ['Requests', numberText(requests)],
      ...view.head().notes.map((note) => ['Note', visible(note)] as const),
    ],
    counts: [
      ...titles.map(([state]) => [rowStateLabels[state], numberText(preview.totals[state])] as const),
      ['Total', numberText(preview.totals.total)],
    ],
    groups: [],
    sections: titles.map(([state, title]) => ({
      title,
      rows: preview.totals[state],
      lines: () => linesOf(state),
    })),
  });
}

function joined(results: ResultsText): string {
  return [...resultsText(results)].join('');
}
