import type { Outcome } from '../outcome';
import { operationWords, update } from '../run/operation';
import { RunRecord, type RunDescription } from '../run/runRecord';
import { RunRowTable } from '../run/runRowTable';
import { journalEntry, type JournalEntry } from './entry';
import { fromSpans } from './spans';

/**
 * Reads a run's record as far as it goes. A run without an end comes back as `interrupted`: the rows of a request without a
 * reply are `unknown`, rows never sent are `notSent`. Where a line in the middle is damaged, it is not known what was sent after
 * it: then every row without a verdict is `unknown`.
 * @returns undefined when the run's head cannot be read whole: it is damaged, or was not written whole and nothing was sent
 */
export function readJournal(text: string): RunRecord | undefined {
  const damage = { found: false };
  const entries = readEntries(text, damage);
  const head = entries.next().value;
  if (head?.type !== 'run') return undefined;

  const rows = new RunRowTable();
  let entry = entries.next();
  for (; !entry.done && entry.value.type === 'rows'; entry = entries.next()) {
    const first = rows.length;
    for (const [line, sid, fingerprint, identity] of entry.value.rows) rows.add(line, sid, fingerprint, identity);
    // Older versions wrote no such list, and nearly always sent all of them.
    rows.markSent(fromSpans(entry.value.sent ?? [first, rows.length], rows.length));
  }
  const isWhole = rows.length === head.total && (head.known === 0 || entry.value?.type === 'settled');
  if (!isWhole) return undefined;

  const { type: _, version: __, planned, total: ___, known: ____, operation = update, ...description } = head;
  const record = new RunRecord({ ...description, operation, rows } satisfies RunDescription, planned);
  const inFlight = new Set<number>();
  let ended: (JournalEntry & { type: 'ended' }) | undefined;
  let lastAt = head.startedAt;
  for (; !entry.done; entry = entries.next()) {
    const value = entry.value;
    if (value.type === 'run' || value.type === 'rows') {
      damage.found = true;
      break;
    }
    if (value.type !== 'closed') lastAt = value.at;
    if (value.type === 'ended') ended = value;
    else if (value.type === 'closed') record.isClosed = true;
    else if (value.type === 'rewritten') record.fileRewritten(value.sha256);
    else if (value.type === 'replied') {
      const { type, ...reply } = value;
      record.replied(reply);
    } else if (value.type === 'sending') {
      const sent = fromSpans(value.rows, rows.length);
      record.attempted(sent, value.at);
      for (const row of sent) inFlight.add(row);
    } else {
      if (inFlight.size > 0) record.requestsDone++;
      record.identify((value.sids ?? []).filter(([row]) => row < rows.length));
      for (const [outcome, spans] of value.outcomes) {
        const settled = fromSpans(spans, rows.length);
        record.settle(settled, () => outcome);
        for (const row of settled) inFlight.delete(row);
      }
    }
  }
  if (damage.found) record.note('The history of this run is damaged, and only part of it could be read.');
  settleRest(record, rows.length, inFlight, damage.found);
  record.become(ended?.state ?? 'interrupted', lastAt);
  return record;
}

function settleRest(record: RunRecord, total: number, inFlight: ReadonlySet<number>, damaged: boolean): void {
  const { noun } = operationWords[record.description.operation.kind];
  const unknown: Outcome = {
    verdict: 'unknown',
    reason: `The ${noun} was interrupted while this row was being sent. ${record.isClosed ? 'Retry' : 'Resume'} to get the verdict.`,
  };
  const lost: Outcome = {
    verdict: 'unknown',
    reason: 'The history of this run is damaged and has no verdict for this row. Retry to get the verdict.',
  };
  const notSent: Outcome = { verdict: 'notSent', reason: `The ${noun} was interrupted before this row.` };
  // A row that was refused with its request waits to be sent again, and may be on its way without a verdict of its own.
  const open = Array.from({ length: total }, (_, row) => row).filter(
    (row) => !record.outcome(row) || inFlight.has(row),
  );
  record.settle(open, (row) => (inFlight.has(row) ? unknown : damaged ? lost : notSent));
}

/** Ends at the first line that is none. `damage`: set when more follows it than a crash explains, which cuts off the last one. */
function* readEntries(text: string, damage: { found: boolean }): Generator<JournalEntry, undefined> {
  const lines = text.split('\n').filter((line) => line !== '');
  for (const [at, line] of lines.entries()) {
    const entry = readEntry(line);
    if (!entry) {
      // An interrupted run is closed after its cut off line.
      const later = lines.slice(at + 1).map(readEntry);
      damage.found = later.some((one) => one?.type !== 'closed');
      if (!damage.found) yield* later.flatMap((one) => one ?? []);
      return;
    }
    yield entry;
  }
}

function readEntry(line: string): JournalEntry | undefined {
  try {
    return journalEntry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
