import { createHash } from 'node:crypto';
import { withOneLineEnd } from '../file/isSameText';
import type { LineTable } from '../text/lineTable';
import type { TextSource } from '../text/textSource';
import { fingerprint } from './fingerprint';
import { identityOf } from './identity';
import type { SelectedRows } from '../selection/selectedRows';
import type { Steps } from '../steps';
import { RunRowTable } from './runRowTable';

const rowsPerStep = 5_000;

/**
 * What a run's record says of each row: its line, its sid, a fingerprint of what is sent, and the identity of a new contact.
 * @param identityKey see `identityOf`; needed where the run is for new contacts
 */
export function* describeRows(selected: SelectedRows, lines: LineTable, identityKey?: Uint8Array): Steps<RunRowTable> {
  const { file, isSendable, sidOf, numberOf } = selected;
  const { rows } = file;
  const hashOf = selected.hashOf ?? ((row: number) => rows.hash(row));
  const described = new RunRowTable(rows.length);
  for (let row = 0; row < rows.length; row++) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    const sent = isSendable(row) ? fingerprint(hashOf(row)) : '';
    const identity = numberOf && identityKey ? identityOf(numberOf(row), identityKey) : '';
    described.add(lines.lineAt(rows.start(row)) + 1, sidOf(row) ?? '', sent, identity);
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
