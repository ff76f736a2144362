import type { ContactUpdate } from '../contact';
import type { Outcome, Totals } from '../outcome';
import { maskContacts } from '../run/maskContacts';
import type { RunDescription } from '../run/runRecord';
import type { RunJournal } from '../run/runJournal';
import type { JournalEntry } from './entry';
import { toSpans } from './spans';

const rowsPerEntry = 5_000;
/** Characters of the head that are put together and written at once. */
const longestPart = 1_000_000;

/** Puts lines at the end of the record, all of them or nothing; resolves when they are on the disk. */
export type Append = (lines: string) => Promise<void>;

export interface OpenJournal extends RunJournal {
  ended(state: 'finished' | 'stopped', totals: Totals): Promise<void>;
}

/**
 * Opens a run's record and writes its head: what is sent where, and every row. It is written in parts, as nothing is sent before all of it
 * is on the disk: that of a million rows is 60 MB, and to make one text of it would hold up everything else.
 * @param known rows that are settled before anything is sent, with their outcomes
 */
export async function writeJournal(
  append: Append,
  description: RunDescription,
  planned: number,
  contactOf: (row: number) => ContactUpdate | undefined,
  known: readonly (readonly [row: number, outcome: Outcome])[],
  now: () => number,
): Promise<OpenJournal> {
  const { rows, ...head } = description;
  let part = linesOf([{ type: 'run', version: 1, ...head, planned, total: rows.length, known: known.length }]);
  for (let start = 0; start < rows.length; start += rowsPerEntry) {
    const some = rows.slice(start, start + rowsPerEntry);
    const lines = linesOf([{ type: 'rows', rows: some.map(({ line, sid, fingerprint }) => [line, sid, fingerprint]) }]);
    if (part.length + lines.length > longestPart) {
      await append(part);
      part = '';
    }
    part += lines;
  }
  if (known.length > 0) part += linesOf([settledEntry(known)]);
  await append(part);
  /** Not yet written, or it could not be: it is still true, and is written before the next line that can be. */
  let unwritten = '';

  function linesOf(entries: readonly JournalEntry[]): string {
    return entries.map((entry) => JSON.stringify(entry) + '\n').join('');
  }

  async function flush(): Promise<void> {
    if (unwritten === '') return;
    await append(unwritten);
    unwritten = '';
  }

  function settledEntry(settled: readonly (readonly [row: number, outcome: Outcome])[]): JournalEntry {
    const groups = new Map<string, { outcome: Outcome; rows: number[] }>();
    for (const [row, outcome] of settled) {
      const masked = maskOutcome(outcome, () => contactOf(row));
      const key = JSON.stringify(masked);
      const group = groups.get(key);
      if (group) group.rows.push(row);
      else groups.set(key, { outcome: masked, rows: [row] });
    }
    return {
      type: 'settled',
      at: now(),
      outcomes: [...groups.values()].map(({ outcome, rows }) => [outcome, toSpans(rows)]),
    };
  }

  return {
    // Not kept: what cannot be written is not sent.
    async sending(rows) {
      await append(unwritten + linesOf([{ type: 'sending', at: now(), rows: toSpans(rows) }]));
      unwritten = '';
    },
    settled(rows, outcomes) {
      unwritten += linesOf([settledEntry(rows.map((row, position) => [row, outcomes[position]!]))]);
    },
    flush,
    ended(state, { updated, rejected, invalid, notSent, unknown, total }) {
      const totals = { updated, rejected, invalid, notSent, unknown, total };
      unwritten += linesOf([{ type: 'ended', at: now(), state, totals }]);
      return flush();
    },
  };
}

/** The server may quote what it refuses; the record keeps its words, not the contact's. */
function maskOutcome(outcome: Outcome, contactOf: () => ContactUpdate | undefined): Outcome {
  if (outcome.verdict !== 'rejected') return outcome;
  const contact = contactOf();
  const { code, message, description } = outcome.error;
  return {
    ...outcome,
    error: {
      ...(code === undefined ? {} : { code }),
      ...(message === undefined ? {} : { message: maskContacts(message, [contact]) }),
      ...(description === undefined ? {} : { description: maskContacts(description, [contact]) }),
    },
  };
}
