import type { Totals } from '../outcome';
import { update } from '../run/operation';
import type { RunDescription } from '../run/runRecord';
import { journalEntry, type JournalEntry } from './entry';

/** What a list of runs shows of each: its head and its outcome. */
export interface JournalGlance extends Omit<RunDescription, 'rows'> {
  /** `closed`: interrupted, and resumed or discarded since. */
  readonly state: 'finished' | 'stopped' | 'interrupted' | 'closed';
  /** Absent where the run came to no end. */
  readonly totals?: Totals;
}

/** Bytes at either end of a record that hold its first and its last lines. */
export const glanceBytes = 8_192;

/**
 * Reads a run's record by its two ends.
 * @param head its first bytes as text, cut off anywhere
 * @param tail its last bytes as text, cut off anywhere
 * @returns undefined when it does not begin with a run
 */
export function glanceAtJournal(head: string, tail: string): JournalGlance | undefined {
  const first = read(head.slice(0, head.indexOf('\n')));
  if (first?.type !== 'run') return undefined;
  const { type: _, version: __, planned: ___, operation = update, ...rest } = first;
  const description = { ...rest, operation };
  const last = tail.split('\n').slice(-4).map(read);
  const rewritten = last.find((entry) => entry?.type === 'rewritten');
  if (rewritten) description.file.sha256 = rewritten.sha256;
  const ended = last.find((entry) => entry?.type === 'ended');
  if (ended) return { ...description, state: ended.state, totals: ended.totals };
  return { ...description, state: last.some((entry) => entry?.type === 'closed') ? 'closed' : 'interrupted' };
}

function read(line: string): JournalEntry | undefined {
  try {
    return journalEntry.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
