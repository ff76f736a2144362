import type { RunRecord } from '../run/runRecord';
import type { Steps } from '../steps';
import type { ContactValues } from './contactValues';
import { exportedRow } from './exportedRow';
import { groupRows } from './groupRows';
import type { Report, ReportHead } from './report';

const mostGroups = 200;

export interface ReportChoice {
  /** In the order of the file. */
  readonly rows: readonly number[];
  /** Given where a person asked for them. */
  readonly values?: ContactValues | undefined;
}

/** What a report says of a run. @param names as people see them */
export function* makeReport(
  record: RunRecord,
  names: Pick<ReportHead, 'region' | 'host' | 'file'>,
  { rows: chosen, values }: ReportChoice,
): Steps<Report> {
  const { description, state, endedAt, requests, totals, notes } = record;
  const rows = function* () {
    for (const row of chosen) yield exportedRow(record, row, values?.of);
  };
  const groups = yield* groupRows(rows());
  return {
    head: {
      ...names,
      runId: description.runId,
      account: description.target.accountSid,
      startedAt: description.startedAt,
      ...(endedAt === undefined ? {} : { endedAt }),
      state,
      requests: requests.length,
      totals,
      notes,
    },
    groups: groups.slice(0, mostGroups),
    groupCount: groups.length,
    rowCount: chosen.length,
    rows,
    fields: values?.fields ?? [],
  };
}
