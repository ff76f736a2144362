import type { Steps } from '../steps';
import type { ContactFile, FileRow } from './contactFile';
import { findBounds } from './jsonBounds';
import type { Bounds } from './jsonBounds';
import { addStranger, jsonFieldRanges, readFaulty } from './jsonContacts';
import { parseRun } from './jsonRun';
import { JsonTokens } from './jsonTokens';
import { lineTable } from './lineTable';
import { ProblemList } from './problemList';

/** Lines that are parsed at one stroke, between two pauses. */
const linesPerStep = 100;

/** Reads one contact per line. A broken line is unreadable alone; blank lines are passed over. */
export function readJsonLines(text: string): Steps<ContactFile> {
  return new JsonLinesReader(text).read();
}

class JsonLinesReader {
  private readonly problems = new ProblemList();
  private readonly rows: FileRow[] = [];
  private run: Bounds[] = [];

  constructor(private readonly text: string) {}

  *read(): Steps<ContactFile> {
    const { text, rows, problems } = this;
    const lines = lineTable(text);
    for (let line = 0; line < lines.lineCount; line++) {
      const from = lines.lineStart(line);
      const written = text.slice(from, lines.lineStart(line + 1)).trim();
      if (written === '') continue;
      const start = text.indexOf(written.charAt(0), from);
      const end = start + written.length;
      if (rows.length + this.run.length === 0 && isDocument(written)) {
        const message = 'This is one JSON document, not one contact on each line. Name the file .json to have it read.';
        problems.add('no-contacts', { start, end }, message);
        break;
      }
      const bounds = findBounds(text, start);
      if (written.startsWith('{') && bounds?.end === end) {
        this.run.push(bounds);
      } else {
        yield* this.readRun();
        yield* this.readBroken(start, end);
      }
      if (this.run.length === linesPerStep) {
        yield* this.readRun();
        yield;
      }
    }
    yield* this.readRun();
    if (rows.length === 0 && problems.problems.length === 0) {
      const message = 'The file is empty. Write one contact on each line: { "sid": "…", "first_name": "…" }.';
      problems.add('no-contacts', { start: 0, end: 0 }, message);
    }
    return {
      format: 'jsonLines',
      text,
      rows,
      problems: problems.inOrder(),
      whole: true,
      columns: [],
      fieldRanges: (row) => jsonFieldRanges(text, rows[row]),
    };
  }

  /** Parses the lines that look whole; one that is not whole after all is read like the other broken ones. */
  private *readRun(): Steps<void> {
    for (let run = this.run; run.length > 0;) {
      const parsed = parseRun(this.text, run);
      parsed.forEach((values, index) => this.rows.push({ start: run[index]!.start, end: run[index]!.end, values }));
      const broken = run[parsed.length];
      if (broken) yield* this.readBroken(broken.start, broken.end);
      run = run.slice(parsed.length + 1);
    }
    this.run = [];
  }

  private *readBroken(start: number, end: number): Steps<void> {
    const { problems, rows } = this;
    const row = rows.length;
    const found = problems.problems.length;
    rows.push({ start, end, values: undefined });
    const written = this.text.slice(start, end);
    const tokens = new JsonTokens(written, start, (range, message) => problems.syntax(range, message, row));
    tokens.next();
    if (tokens.kind === '{') yield* readFaulty(tokens, problems, row);
    else if (tokens.json !== undefined || tokens.kind === '[')
      return addStranger(tokens, problems, { start, end }, row);
    if (tokens.kind === 'end' && problems.problems.length > found) return;
    const message = 'This cannot stand here. One line holds one contact: { "sid": "…", "first_name": "…" }';
    problems.syntax({ start: tokens.start, end }, message, row);
  }
}

/** How a document of several lines, or a whole one on its first line, begins. */
function isDocument(firstLine: string) {
  return /^[[{]$|^\[\s*[{[]|^\{\s*"contacts"\s*:/.test(firstLine);
}
