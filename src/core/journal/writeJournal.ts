import type { KnownContact } from '../contact';
import { verdicts, type Outcome, type Totals } from '../outcome';
import { maskFor, type Mask } from '../run/maskContacts';
import type { RunDescription } from '../run/runRecord';
import type { FoundSid, RunJournal } from '../run/runJournal';
import type { Reply } from '../run/sentRequest';
import { finishInSlices, type Steps } from '../steps';
import type { JournalEntry } from './entry';
import { toSpans } from './spans';

const rowsPerEntry = 5_000;
const rowsPerStep = 200;
/** Characters of the head that are put together and written at once. */
const longestPart = 1_000_000;

/** Puts lines at the end of the record, all of them or nothing; resolves when they are on the disk. */
export type Append = (lines: string) => Promise<void>;

export interface OpenJournal extends RunJournal {
  /** The sids of new contacts are in the file now. @param sha256 of its text, see `hashText` */
  rewritten(sha256: string): Promise<void>;
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
  contactOf: (row: number) => KnownContact | undefined,
  known: readonly Settled[],
  now: () => number,
): Promise<OpenJournal> {
  const { rows, operation, ...head } = description;
  const isUpdate = operation.kind === 'update';
  const kind = isUpdate ? ({ version: 1 } as const) : ({ version: 2, operation } as const);
  let part = lineOf({ type: 'run', ...kind, ...head, planned, total: rows.length, known: known.length });
  for (let start = 0; start < rows.length; start += rowsPerEntry) {
    const some: [line: number, sid: string, fingerprint: string, ...identity: string[]][] = [];
    const sent: number[] = [];
    for (let row = start; row < Math.min(start + rowsPerEntry, rows.length); row++) {
      const fingerprint = rows.fingerprint(row);
      const identity = fingerprint === '' ? '' : rows.identity(row);
      some.push([rows.line(row), rows.sid(row), fingerprint, ...(identity === '' ? [] : [identity])]);
      if (rows.isSent(row)) sent.push(row);
    }
    const line = lineOf({ type: 'rows', rows: some, sent: toSpans(sent) });
    if (part.length + line.length > longestPart) {
      await append(part);
      part = '';
    }
    part += line;
  }
  if (known.length > 0) part += await settledLine({ settled: known, sids: [], at: now() });
  await append(part);
  /** What has come of rows, and lines of it that could not be written: still true, and written before the next line that can be. */
  const pending: (Reply | SettledRows)[] = [];
  let unwritten = '';

  async function settledLine({ settled, sids, at }: SettledRows): Promise<string> {
    const outcomes = await finishInSlices(groupMasked(settled, contactOf));
    const found = sids.map(([row, sid]): [number, string] => [row, sid]);
    return lineOf({ type: 'settled', at, outcomes, ...(found.length > 0 && { sids: found }) });
  }

  async function write(last = ''): Promise<void> {
    for (let next = pending[0]; next; next = pending[0]) {
      unwritten += 'settled' in next ? await settledLine(next) : lineOf({ type: 'replied', ...next });
      pending.shift();
    }
    const lines = unwritten + last;
    if (lines === '') return;
    await append(lines);
    unwritten = '';
  }

  return {
    // The line is not kept: what cannot be written is not sent.
    sending: (rows) => write(lineOf({ type: 'sending', at: now(), rows: toSpans(rows) })),
    replied: (reply) => void pending.push(reply),
    settled(rows, outcomes, sids = []) {
      pending.push({ settled: rows.map((row, position) => [row, outcomes[position]!]), sids, at: now() });
    },
    flush: () => write(),
    rewritten: (sha256) => write(lineOf({ type: 'rewritten', at: now(), sha256 })),
    ended: (state, totals) => write(lineOf({ type: 'ended', at: now(), state, totals: totalsOf(totals) })),
  };
}

/** The verdicts that the run can come to, and nothing else that the caller's object has. */
function totalsOf(totals: Totals): Extract<JournalEntry, { type: 'ended' }>['totals'] {
  const counted = [...verdicts, 'total' as const].filter((state) => totals[state] !== undefined);
  return Object.fromEntries(counted.map((state) => [state, totals[state]])) as ReturnType<typeof totalsOf>;
}

interface SettledRows {
  readonly settled: readonly Settled[];
  readonly sids: readonly FoundSid[];
  readonly at: number;
}

type Settled = readonly [row: number, outcome: Outcome];

function lineOf(entry: JournalEntry): string {
  return JSON.stringify(entry) + '\n';
}

/** Rows by equal outcome. The server may quote what it refuses; the record keeps its words, not the contact's. */
function* groupMasked(
  settled: readonly Settled[],
  contactOf: (row: number) => KnownContact | undefined,
): Steps<[Outcome, number[]][]> {
  const groups = new Map<string, { outcome: Outcome; rows: number[] }>();
  const masks = new Map<string, Mask>();
  const maskOf = (words: string) => {
    const mask = masks.get(words) ?? maskFor(words);
    masks.set(words, mask);
    return mask;
  };
  for (const [index, [row, outcome]] of settled.entries()) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const kept = outcome.verdict === 'rejected' ? maskError(outcome, contactOf(row), maskOf) : outcome;
    const key = JSON.stringify(kept);
    const group = groups.get(key);
    if (group) group.rows.push(row);
    else groups.set(key, { outcome: kept, rows: [row] });
  }
  return [...groups.values()].map(({ outcome, rows }) => [outcome, toSpans(rows)]);
}

function maskError(
  outcome: Outcome & { verdict: 'rejected' },
  contact: KnownContact | undefined,
  maskOf: (words: string) => Mask,
): Outcome {
  const { code, message, description } = outcome.error;
  return {
    ...outcome,
    error: {
      ...(code === undefined ? {} : { code }),
      ...(message === undefined ? {} : { message: maskOf(message)([contact]) }),
      ...(description === undefined ? {} : { description: maskOf(description)([contact]) }),
    },
  };
}
