import type { TextRange } from '../problem';
import type { Steps } from '../steps';
import { type SyntaxFault, syntaxFaults } from '../syntaxFault';
import type { ContactFile, OnRow } from '../file/contactFile';
import { addStranger } from './jsonContacts';
import { JsonRows } from './jsonRows';
import { JsonTokens } from './jsonTokens';
import { LineTable } from '../text/lineTable';
import { ProblemList } from '../file/problemList';
import { ReadFile } from '../file/readFile';
import { readLoosely } from './readLoosely';
import { skipSpace, type TextSource } from '../text/textSource';

/** Characters read between two pauses. */
const stepLength = 32_768;

/** Reads one contact per line. A broken line is unreadable alone; blank lines are ignored. */
export function readJsonLines(text: TextSource, onRow?: OnRow): Steps<ContactFile> {
  return new JsonLinesReader(text, onRow).read();
}

class JsonLinesReader {
  private readonly problems = new ProblemList();
  private readonly rows: JsonRows;

  constructor(
    private readonly text: TextSource,
    onRow: OnRow | undefined,
  ) {
    this.rows = new JsonRows('jsonLines', text, onRow);
  }

  *read(): Steps<ContactFile> {
    const { text, rows, problems } = this;
    const lines = new LineTable(text);
    let paused = 0;
    for (let line = 0, from = 0; from < text.length; from = lines.lineStart(++line)) {
      if (from - paused > stepLength) {
        paused = from;
        yield;
      }
      const lineEnd = lines.lineStart(line + 1);
      if (rows.rows.length > 0 && this.scanLine(skipSpace(text, from), lineEnd)) continue;
      const indented = text.slice(from, lineEnd).trimEnd();
      const written = indented.trimStart();
      if (written === '') continue;
      const start = from + indented.length - written.length;
      const end = start + written.length;
      if (rows.rows.length === 0 && isDocument(written)) {
        const message = 'This is one JSON document, not one contact per line. Rename the file to .json.';
        problems.add('no-contacts', { start, end }, message);
        break;
      }
      if (!this.scanLine(start, end)) yield* this.readBroken(start, end);
    }
    if (rows.rows.length === 0 && problems.problems.length === 0) {
      const message = 'The file is empty. Write one contact per line: { "sid": "…", "first_name": "…" }.';
      problems.add('no-contacts', { start: 0, end: 0 }, message);
    }
    return new ReadFile(rows, problems.inOrder(), true);
  }

  /** Reads the one faultless contact from `start` to the line's end; false when there is none, or something else. */
  private scanLine(start: number, lineEnd: number): boolean {
    const { text, rows } = this;
    if (start >= lineEnd || text.charCodeAt(start) !== 0x7b) return false;
    return rows.scan(start, lineEnd - start, (end) => end === lineEnd || skipSpace(text, end) >= lineEnd) !== -1;
  }

  private *readBroken(start: number, end: number): Steps<void> {
    const { problems, rows } = this;
    const row = rows.rows.length;
    const found = problems.problems.length;
    rows.addFaulty(start, end, undefined);
    const written = this.text.slice(start, end);
    const report = (range: TextRange, fault: SyntaxFault) => problems.syntax(range, fault, row);
    const tokens = new JsonTokens(written, start, report);
    tokens.next();
    if (tokens.kind === '{') yield* readLoosely(tokens, report);
    else if (tokens.json !== undefined || tokens.kind === '[')
      return addStranger(tokens, problems, { start, end }, row);
    if (tokens.kind === 'end' && problems.problems.length > found) return;
    problems.syntax({ start: tokens.start, end }, syntaxFaults.textOnLine, row);
  }
}

/** How a document of several lines, or a whole one on its first line, begins. */
function isDocument(firstLine: string) {
  return /^[[{]$|^\[\s*[{[]|^\{\s*"contacts"\s*:/.test(firstLine);
}
