import { createHash } from 'node:crypto';
import type { CheckedFile } from '../check/checkContacts';
import { withOneLineEnd } from '../file/isSameText';
import type { LineTable } from '../text/lineTable';
import type { TextSource } from '../text/textSource';
import { fingerprint } from '../journal/fingerprint';
import type { Steps } from '../steps';
import type { RunRow } from './runRecord';

const rowsPerStep = 5_000;

/** What a run's record says of each row: its line, its sid, and a fingerprint of what is sent. */
export function* describeRows({ file, isSendable, sidOf }: CheckedFile, lines: LineTable): Steps<RunRow[]> {
  const described: RunRow[] = [];
  const { rows } = file;
  for (let row = 0; row < rows.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    described.push({
      line: lines.lineAt(rows.start(row)) + 1,
      sid: sidOf(row) ?? '',
      fingerprint: isSendable(row) ? fingerprint(rows.hash(row)) : '',
    });
  }
  return described;
}

/** SHA-256 of a text, in hexadecimal. All line ends count as LF: an editor gives a file with several kinds of them a single one. */
export function* hashText(text: TextSource): Steps<string> {
  const hash = createHash('sha256');
  for (const part of withOneLineEnd(text)) {
    hash.update(part, 'utf16le');
    yield;
  }
  return hash.digest('hex');
}
