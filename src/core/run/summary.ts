import type { RegionId } from '../../api/region';
import type { Totals } from '../outcome';
import type { RunRecord } from './runRecord';

/** What a run came to; other extensions get it from the command. Its `total` is the number of the file's rows. */
export type RunSummary = Totals & {
  readonly runId: string;
  readonly region: RegionId;
  readonly accountSid: string;
  /** Requests that were sent, each try counted. */
  readonly requests: number;
  readonly durationMs: number;
};

export function summarize(record: RunRecord): RunSummary {
  const { runId, target, startedAt } = record.description;
  const { pending: _, ...totals } = record.totals;
  return {
    runId,
    region: target.region,
    accountSid: target.accountSid,
    ...totals,
    requests: record.requests.length,
    durationMs: (record.endedAt ?? startedAt) - startedAt,
  };
}
