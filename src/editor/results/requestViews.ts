import type { RunRecord } from '../../core/run/runRecord';
import type { RequestView } from '../../protocol';

/** The requests of a run as the page lists them, in the order in which they were sent. */
export function requestViews(record: RunRecord): RequestView[] {
  const { rows } = record.description;
  return record.requests.map(({ rows: spans, attempt, sentAt, reply }) => {
    let count = 0;
    for (let at = 0; at + 1 < spans.length; at += 2) count += spans[at + 1]! - spans[at]!;
    return {
      firstLine: rows.line(spans[0]!),
      lastLine: rows.line(spans.at(-1)! - 1),
      rows: count,
      attempt,
      sentAt,
      ...(reply && { endedAt: reply.at, trouble: reply.trouble }),
      ...(reply?.status !== undefined && { status: reply.status }),
      ...(reply?.requestId !== undefined && { requestId: reply.requestId }),
    };
  });
}
