import type { JournalEntry } from './entry';

/** The line that puts an interrupted run to rest; it may follow a line that was cut off. */
export function closingLine(how: 'resumed' | 'discarded', at: number): string {
  return `\n${JSON.stringify({ type: 'closed', at, how } satisfies JournalEntry)}\n`;
}
