import { isDone } from '../outcome';
import type { RunRecord } from '../run/runRecord';
import { exportedRow, type ExportedRow } from './exportedRow';
import { countLines, headLines } from './headLines';
import type { Report } from './report';
import type { ResultsText } from './resultsText';
import { verdictText } from './verdictText';
import { visible } from './visible';

/** A run as text: the rows that did not go through come first. @param report of all of its rows */
export function runText(record: RunRecord, { head, groups }: Report): ResultsText {
  const section = (title: string, isMeant: (verdict: ExportedRow['verdict']) => boolean) => {
    const rows: number[] = [];
    for (const row of record.description.rows.keys()) {
      if (isMeant(record.outcome(row)?.verdict ?? 'pending')) rows.push(row);
    }
    const lines = function* () {
      for (const row of rows) yield rowText(exportedRow(record, row));
    };
    return { title, rows: rows.length, lines };
  };
  return {
    title: `Results of ${visible(head.file)}`,
    head: headLines(head).map(([name, text]) => [name, visible(text)]),
    counts: countLines(head),
    groups: groups.map((group) => ({ rows: group.rows, text: outcomeText(group) })),
    sections: [
      section('Rows that did not go through', (verdict) => !isDone(verdict) && verdict !== 'pending'),
      section('Rows without a verdict yet', (verdict) => verdict === 'pending'),
      section('Rows that went through', isDone),
    ],
    more: 'Run “Export Results…” to get all of them.',
  };
}

function rowText(row: ExportedRow): string {
  return `Line ${row.line}, ${visible(row.sid) || 'no SID'}: ${outcomeText(row)}`;
}

function outcomeText(row: Pick<ExportedRow, 'verdict' | 'code' | 'message' | 'keptFrom'>): string {
  const said = [row.code, row.message].filter(Boolean).join(' ');
  return visible(said ? `${verdictText(row)}: ${said}` : verdictText(row));
}
