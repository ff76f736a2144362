import { doneVerdicts } from '../core/outcome';
import type { SentResult } from '../protocol';
import type { ResultRows } from './resultRows';
import { withoutQuotes } from '../core/results/reason';
import type { RowState } from '../core/results/rowState';

/** Rows that failed for one reason. */
export interface Reason {
  /** The same in every run, so that a choice outlives a retry. */
  readonly key: string;
  readonly state: RowState;
  readonly code: string;
  /** With “…” for what it quotes; empty where only the extension holds the messages. */
  readonly message: string;
  readonly rows: number;
}

/** Of which a reason is not worth a word. */
const ofNoInterest: ReadonlySet<RowState> = new Set<RowState>([
  ...doneVerdicts,
  'pending',
  'changed',
  'same',
  'missing',
  'absent',
  'unread',
]);

/** The key of the reason of a result; undefined where there is none. */
function reasonKey([state, code, message]: SentResult): string | undefined {
  if (state === null || ofNoInterest.has(state)) return undefined;
  return `${state}\n${code}\n${message === null ? '' : withoutQuotes(message)}`;
}

/** For each result the key of its reason. A message that comes again and again is looked at once. */
export function reasonKeys(results: readonly SentResult[]): (string | undefined)[] {
  return results.map(reasonKey);
}

/** Why rows failed, the most frequent reason first. Counts each row once: a fixed number of steps for each, and no texts. */
export function listReasons({ results, resultOf }: ResultRows): Reason[] {
  const counts = new Uint32Array(results.length);
  for (const result of resultOf) counts[result]!++;
  const reasons = new Map<string, Reason & { rows: number }>();
  for (const [index, result] of results.entries()) {
    const key = counts[index] === 0 ? undefined : reasonKey(result);
    if (key === undefined) continue;
    const known = reasons.get(key);
    if (known) known.rows += counts[index]!;
    else {
      const [state, code, message] = result;
      const text = message === null ? '' : withoutQuotes(message);
      reasons.set(key, { key, state: state!, code, message: text, rows: counts[index]! });
    }
  }
  return [...reasons.values()].sort((a, b) => b.rows - a.rows);
}

/** "412 × 1000 Contact not found", without the number. */
export function reasonText({ code, message }: Reason): string {
  return [code, message].filter(Boolean).join(' ');
}
