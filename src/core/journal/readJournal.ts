import type { Outcome } from '../outcome';
import { RunRecord, type RunDescription, type RunRow } from '../run/runRecord';
import { journalEntry, type JournalEntry } from './entry';
import { fromSpans } from './spans';

/**
 * Reads a run's record as far as it goes; what follows a damaged or cut off line is left out. A run without an end comes back
 * as `interrupted`: the rows of a request without a reply are `unknown`, rows never sent are `notSent`.
 * @returns undefined when not even the run's head can be read
 */
export function readJournal(text: string): RunRecord | undefined {
  const entries = readEntries(text);
  const head = entries.next().value;
  if (head?.type !== 'run') return undefined;

  const rows: RunRow[] = [];
  let entry = entries.next();
  for (; !entry.done && entry.value.type === 'rows'; entry = entries.next()) {
    for (const [line, sid, fingerprint] of entry.value.rows) rows.push({ line, sid, fingerprint });
  }
  const { type: _, version: __, planned, ...description } = head;
  const record = new RunRecord({ ...description, rows } satisfies RunDescription, planned);
  const inFlight = new Set<number>();
  let ended: (JournalEntry & { type: 'ended' }) | undefined;
  let lastAt = head.startedAt;
  for (; !entry.done; entry = entries.next()) {
    const value = entry.value;
    if (value.type === 'run' || value.type === 'rows') break;
    lastAt = value.at;
    if (value.type === 'ended') ended = value;
    else if (value.type === 'sending') {
      const sent = fromSpans(value.rows, rows.length);
      record.attempted(sent);
      for (const row of sent) inFlight.add(row);
    } else {
      if (inFlight.size > 0) record.requestsDone++;
      for (const [outcome, spans] of value.outcomes) {
        const settled = fromSpans(spans, rows.length);
        record.settle(settled, () => outcome);
        for (const row of settled) inFlight.delete(row);
      }
    }
  }
  settleRest(record, rows.length, inFlight);
  record.become(ended?.state ?? 'interrupted', lastAt);
  return record;
}

function settleRest(record: RunRecord, total: number, inFlight: ReadonlySet<number>): void {
  const unknown: Outcome = {
    verdict: 'unknown',
    reason: 'The update was interrupted while this row was on its way. Resume to learn the verdict.',
  };
  const notSent: Outcome = { verdict: 'notSent', reason: 'The update was interrupted before this row.' };
  // A row that was refused with its request waits to be sent again, and may be on its way without a verdict of its own.
  const open = Array.from({ length: total }, (_, row) => row).filter(
    (row) => !record.outcome(row) || inFlight.has(row),
  );
  record.settle(open, (row) => (inFlight.has(row) ? unknown : notSent));
}

function* readEntries(text: string): Generator<JournalEntry, undefined> {
  for (const line of text.split('\n')) {
    if (line === '') continue;
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch {
      return;
    }
    const entry = journalEntry.safeParse(value);
    if (!entry.success) return;
    yield entry.data;
  }
}
