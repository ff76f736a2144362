import type { CheckedFile } from '../check/checkContacts';
import type { Steps } from '../steps';
import { contactLine } from './contactLine';

/** In bytes of UTF-8. Nobody reads or pastes more than that, and a shell or an editor is slow with it. */
export const largestInCode = 1_000_000;

const rowsPerStep = 1_000;

/** The contacts of some rows, one a line; undefined when they are too large to be part of the code. */
export function* linesInCode(rows: readonly number[], { contactText }: CheckedFile): Steps<string[] | undefined> {
  const lines: string[] = [];
  let bytes = 0;
  for (const [index, row] of rows.entries()) {
    if (index % rowsPerStep === rowsPerStep - 1) yield;
    const line = contactLine(contactText(row)!);
    bytes += Buffer.byteLength(line) + 1;
    if (bytes > largestInCode) return undefined;
    lines.push(line);
  }
  return lines;
}
