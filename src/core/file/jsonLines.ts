import type { Steps } from '../steps';
import type { ContactFile, FileRow, OnRead, RowsRead } from './contactFile';
import { JsonBounds } from './jsonBounds';
import { addStranger, jsonRowsRead, readFaulty } from './jsonContacts';
import { JsonRun } from './jsonRun';
import { JsonTokens } from './jsonTokens';
import { LineTable } from './lineTable';
import { ProblemList } from './problemList';
import type { TextSource } from './textSource';

/** Lines that are parsed at one stroke, and characters that are read between two pauses. */
const linesPerRun = 100;
const stepLength = 32_768;

/** Reads one contact per line. A broken line is unreadable alone; blank lines are passed over. */
export function readJsonLines(text: TextSource, onRead?: OnRead): Steps<ContactFile> {
  return new JsonLinesReader(text, onRead).read();
}

class JsonLinesReader {
  private readonly problems = new ProblemList();
  private readonly rows: FileRow[] = [];
  private readonly bounds: JsonBounds;
  private readonly soFar: RowsRead;
  private run: JsonRun;

  constructor(
    private readonly text: TextSource,
    private readonly onRead: OnRead | undefined,
  ) {
    this.soFar = jsonRowsRead('jsonLines', text, this.rows);
    this.bounds = new JsonBounds(text);
    this.run = new JsonRun(this.bounds);
  }

  *read(): Steps<ContactFile> {
    const { text, rows, problems } = this;
    const lines = new LineTable(text);
    let paused = 0;
    for (let line = 0, from = 0; from < text.length; from = lines.lineStart(++line)) {
      const indented = text.slice(from, lines.lineStart(line + 1)).trimEnd();
      const written = indented.trimStart();
      if (from - paused > stepLength) {
        paused = from;
        yield* this.readRun();
        yield;
      }
      if (written === '') continue;
      const start = from + indented.length - written.length;
      const end = start + written.length;
      if (rows.length + this.run.rows.length === 0 && isDocument(written)) {
        const message = 'This is one JSON document, not one contact on each line. Name the file .json to have it read.';
        problems.add('no-contacts', { start, end }, message);
        break;
      }
      if (written.startsWith('{') && this.bounds.find(start, end - start) === end) {
        this.run.add(start, end);
      } else {
        yield* this.readRun();
        yield* this.readBroken(start, end);
      }
      if (this.run.rows.length === linesPerRun) yield* this.readRun();
    }
    yield* this.readRun();
    if (rows.length === 0 && problems.problems.length === 0) {
      const message = 'The file is empty. Write one contact on each line: { "sid": "…", "first_name": "…" }.';
      problems.add('no-contacts', { start: 0, end: 0 }, message);
    }
    return {
      ...this.soFar,
      problems: problems.inOrder(),
      whole: true,
      columns: [],
    };
  }

  /** Parses the lines that look whole; one that is not whole after all is read like the other broken ones. */
  private *readRun(): Steps<void> {
    const { run } = this;
    for (let first = 0; first < run.rows.length;) {
      const read = run.parse(first);
      for (const row of read) this.rows.push(row);
      first += read.length + 1;
      const broken = run.rows[first - 1];
      if (broken) yield* this.readBroken(broken.start, broken.end);
    }
    this.onRead?.(this.soFar);
    this.run = new JsonRun(this.bounds);
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
