import { numberText } from '../count';
import { verdicts } from '../outcome';
import type { ReportHead } from './report';
import { rowStateLabels } from '../results/rowState';

/** What a report says above its tables, as names and texts. */
export function headLines(head: ReportHead): readonly (readonly [name: string, text: string])[] {
  const { runId, region, host, account, file, startedAt, endedAt, state, requests, notes } = head;
  return [
    ['File', file],
    ['Region', `${region} (${host})`],
    ['Account', account],
    ['Started', timeText(startedAt)],
    ...(endedAt === undefined ? [] : [['Ended', timeText(endedAt)] as const]),
    ['State', state],
    ['Requests', numberText(requests)],
    ['Run', runId],
    ...notes.map((note) => ['Note', note] as const),
  ];
}

/** How many rows of the run have which verdict; together they are all of its rows. */
export function countLines({ totals }: ReportHead): readonly (readonly [name: string, rows: string])[] {
  const states = [...verdicts, ...(totals.pending > 0 ? (['pending'] as const) : [])];
  return [
    ...states.flatMap((state) => {
      const rows = totals[state];
      return rows === undefined ? [] : [[rowStateLabels[state], numberText(rows)] as const];
    }),
    ['Total', numberText(totals.total)],
  ];
}

/** The same everywhere: "2026-03-31 09:30:00 UTC". */
export function timeText(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
