import { createHash } from 'node:crypto';
import type { CheckedFile } from '../check/checkContacts';
import type { LineTable } from '../file/lineTable';
import type { TextSource } from '../file/textSource';
import { fingerprint } from '../journal/fingerprint';
import type { Steps } from '../steps';
import type { RunRow } from './runRecord';

const rowsPerStep = 500;
const hashedPerStep = 1 << 20;

/** What a run's record says of each row: its line, its sid, and a fingerprint of what is sent. */
export function* describeRows({ file, contactText, sids }: CheckedFile, lines: LineTable): Steps<RunRow[]> {
  const rows: RunRow[] = [];
  for (const [index, { start }] of file.rows.entries()) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const contact = contactText(index);
    rows.push({
      line: lines.lineAt(start) + 1,
      sid: sids[index] ?? '',
      fingerprint: contact !== undefined ? fingerprint(contact) : '',
    });
  }
  return rows;
}

/** SHA-256 of a text, in hexadecimal. */
export function* hashText(text: TextSource): Steps<string> {
  const hash = createHash('sha256');
  for (let start = 0; start < text.length; start += hashedPerStep) {
    hash.update(text.slice(start, start + hashedPerStep), 'utf16le');
    yield;
  }
  return hash.digest('hex');
}
