import type { Totals } from '../outcome';
import type { RunState } from '../run/runRecord';
import type { ExportedRow } from './exportedRow';
import type { RowGroup } from './groupRows';
import { reportCsv } from './reportCsv';
import { reportHtml } from './reportHtml';
import { reportJson } from './reportJson';
import { reportMarkdown } from './reportMarkdown';
import type { TextParts } from './resendable';

export const reportFormats = ['html', 'markdown', 'csv', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** What a report says of a run as a whole. */
export interface ReportHead {
  readonly runId: string;
  /** As people see it. */
  readonly region: string;
  /** Host of the API. */
  readonly host: string;
  readonly account: string;
  readonly file: string;
  /** Epoch in milliseconds, as `endedAt`. */
  readonly startedAt: number;
  readonly endedAt?: number;
  readonly state: RunState;
  /** Sent, each try counted. */
  readonly requests: number;
  /** Of the whole run, also where not all of its rows are in the report. */
  readonly totals: Totals & { readonly pending: number };
  readonly notes: readonly string[];
}

export interface Report {
  readonly head: ReportHead;
  readonly groups: readonly RowGroup[];
  /** How many groups there are, where they are too many to be in `groups`. */
  readonly groupCount: number;
  readonly rowCount: number;
  /** Each call begins anew. */
  readonly rows: () => Iterable<ExportedRow>;
  /** Names of the contacts' fields whose values the rows have; none unless a person asked for them. */
  readonly fields: readonly string[];
}

/** The report in a format, from its beginning to its end. */
export function writeReport(report: Report, format: ReportFormat): TextParts {
  switch (format) {
    case 'html':
      return reportHtml(report);
    case 'markdown':
      return reportMarkdown(report);
    case 'csv':
      return reportCsv(report);
    case 'json':
      return reportJson(report);
  }
}
