import { finish } from '../steps';
import type { FileFormat } from '../file/contactFile';
import { looksLikeContacts } from './looksLikeContacts';
import { readContactFile } from './readContactFile';
import type { TextSource } from '../text/textSource';

const headLength = 65_536;

/**
 * The format that a text seems to have, for untitled files and unknown names; undefined when it is nothing we read.
 * @param forNew a CSV need not have a column for the sid
 */
export function formatOfText(text: Pick<TextSource, 'slice'>, forNew = false): FileFormat | undefined {
  const head = text.slice(0, headLength);
  const first = head.replace(/^\ufeff/, '').trimStart();
  if (first.startsWith('{')) return holdsObjectPerLine(head) ? 'jsonLines' : 'json';
  if (first.startsWith('[')) return 'json';
  return looksLikeContacts(head, 'csv') || (forNew && hasNewContacts(head)) ? 'csv' : undefined;
}

function hasNewContacts(head: string): boolean {
  return finish(readContactFile(head, 'csv', { emptyCells: 'keep', withoutSid: true })).rows.length > 0;
}

/** Two complete objects on two lines are not a JSON document, so one readable first line is proof enough when more follows. */
function holdsObjectPerLine(head: string) {
  const lines = head.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (lines.length < 2) return false;
  const firstTwo = finish(readContactFile(lines.slice(0, 2).join('\n'), 'jsonLines', { emptyCells: 'keep' }));
  return firstTwo.values(0) !== undefined;
}
