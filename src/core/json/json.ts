import type { TextRange } from '../problem';
import type { Steps } from '../steps';
import { type SyntaxFault, syntaxFaults } from '../syntaxFault';
import { fieldOfKey } from '../contact';
import type { ContactFile, OnRow } from '../file/contactFile';
import { addStranger, appearsTwice, describe, firstOf, readFaulty } from './jsonContacts';
import { shorten } from '../shorten';
import { JsonRows } from './jsonRows';
import { JsonTokens } from './jsonTokens';
import { ProblemList } from '../file/problemList';
import { ReadFile } from '../file/readFile';
import { skipSpace, type TextSource } from '../text/textSource';
import { at, readLoosely } from './readLoosely';

/** Reads `{"contacts":[…]}` or a bare array, faulty or not. */
export function readJson(text: TextSource, onRow?: OnRow): Steps<ContactFile> {
  return new JsonReader(text, onRow).read();
}

/** Characters read between two pauses: less than a millisecond. */
const stepLength = 65_536;
/**
 * How far the text is looked through in the hope that what begins there is faultless: after a fault not at all, since the next contact is
 * likely to be faulty too, and what was looked at in vain is read again; after a sound one as far as an ordinary contact goes, then further
 * with every success, up to what is read without a pause that would be noticed.
 */
const leastReach = 512;
const mostReach = 1_048_576;
const growth = 4;

class JsonReader {
  private readonly problems = new ProblemList();
  private readonly report = (range: TextRange, fault: SyntaxFault) => this.problems.syntax(range, fault);
  private readonly tokens: JsonTokens;
  private readonly rows: JsonRows;
  private paused = 0;
  private reach = mostReach;

  constructor(
    private readonly text: TextSource,
    onRow: OnRow | undefined,
  ) {
    this.rows = new JsonRows('json', text, onRow);
    this.tokens = new JsonTokens(text, 0, this.report);
  }

  *read(): Steps<ContactFile> {
    const { tokens, rows, problems } = this;
    tokens.next();
    if (tokens.kind === 'end') {
      this.nothing(
        at(0),
        'The file is empty. A contacts file looks like {"contacts": [ { "sid": "…", "first_name": "…" } ]}.',
      );
    } else if (tokens.kind === '[') {
      const bracket = range(tokens);
      yield* this.readList(false);
      this.checkSomeRows(bracket);
      this.checkEnd();
    } else if (tokens.kind === '{' || (tokens.kind === 'string' && tokens.beforeColon)) {
      yield* this.readDocument();
      this.checkEnd();
    } else {
      const message = `The file starts with ${describe(tokens.written)}. A JSON contacts file starts with {"contacts": [ or [.`;
      this.nothing(tokens, message);
    }
    const whole = !problems.has('syntax') && !problems.has('duplicate-column');
    return new ReadFile(rows, problems.inRows(rows.rows), whole);
  }

  /** The object around the list. Whatever else it holds must be JSON, and is of no interest. */
  private *readDocument(): Steps<void> {
    const { tokens } = this;
    const bracket = range(tokens);
    const names = new Map<string, TextRange>();
    let lists = 0;
    let cut = false;
    let wrong: { range: TextRange; what: string } | undefined;
    let comma: TextRange | undefined;
    let expected: 'first' | 'next' | 'comma' = 'first';
    if (tokens.kind === '{') tokens.next();
    else this.report(at(bracket.start), syntaxFaults.missingBrackets('{'));

    for (;;) {
      if (this.isPauseDue()) yield;
      if (tokens.kind === 'end') {
        if (!cut) this.report(at(tokens.previousEnd), syntaxFaults.missingBrackets('}'));
        break;
      }
      if (tokens.kind === '}') {
        if (expected === 'next') this.report(comma!, syntaxFaults.commaAfterLast);
        tokens.next();
        break;
      }
      if (tokens.kind === ',') {
        if (expected !== 'comma') this.report(range(tokens), syntaxFaults.commaBeforeFirst);
        expected = 'next';
        comma = range(tokens);
        tokens.next();
        continue;
      }
      if ((tokens.kind !== 'string' && tokens.kind !== 'word') || !tokens.beforeColon) {
        this.report(range(tokens), syntaxFaults.unnamedValue);
        yield* this.skipValue();
        expected = 'comma';
        continue;
      }
      if (expected === 'comma') this.report(at(tokens.previousEnd), syntaxFaults.missingComma);
      if (tokens.kind === 'word') this.report(range(tokens), syntaxFaults.unquotedName);
      const nameRange = range(tokens);
      const name = tokens.name;
      const first = names.get(name);
      if (first) this.problems.add('duplicate-column', nameRange, appearsTwice(name), undefined, [firstOf(first)]);
      else names.set(name, nameRange);
      tokens.next();
      tokens.next();
      if (name !== 'contacts') yield* this.skipValue();
      else if ((tokens.kind as string) === '[') {
        lists++;
        const closed = yield* this.readList(true);
        cut = !closed && (tokens.kind as string) === 'end';
      } else {
        wrong = { range: range(tokens), what: describe(tokens.written) };
        yield* this.skipValue();
      }
      expected = 'comma';
    }

    if (wrong && lists === 0)
      this.nothing(wrong.range, `"contacts" is ${wrong.what}, but must be a list: "contacts": [ … ].`);
    else if (lists > 0) this.checkSomeRows(bracket);
    else this.nothing(bracket, this.explainDocument([...names.keys()]));
  }

  private explainDocument(names: readonly string[]) {
    if (names.includes('sid')) {
      return (this.tokens.kind as string) === '{'
        ? 'These contacts are not in a list. Put them in {"contacts": [ … ]} with commas between them, or rename the file to .jsonl.'
        : 'This contact is not in a list. Put it in one: {"contacts": [ … ]}.';
    }
    if (names.length === 0) return 'The object is empty. Put the contacts in {"contacts": [ … ]}.';
    const some = names.slice(0, 5).map((name) => `"${shorten(name)}"`);
    const shown = names.length > 5 ? `${some.join(', ')} and more` : some.join(', ');
    return `There is no "contacts" here, only ${shown}. Put the contacts in {"contacts": [ … ]}.`;
  }

  /** The contacts, from `[` to after `]`; false when there is no `]`. */
  private *readList(inDocument: boolean): Steps<boolean> {
    const { tokens, rows } = this;
    let expected: 'first' | 'next' | 'comma' | 'any' = 'first';
    let comma: TextRange | undefined;
    // A comma before the place belongs to what follows the list.
    const missingBracket = (brackets: string) => {
      if (comma && expected === 'next' && tokens.kind !== 'end') tokens.moveTo(comma.start);
      this.report(at(tokens.previousEnd), syntaxFaults.missingBrackets(brackets));
      return false;
    };
    tokens.next();
    for (;;) {
      if (this.isPauseDue()) yield;
      switch (tokens.kind) {
        case 'end':
          return missingBracket(inDocument ? ']}' : ']');
        case ']':
          if (expected === 'next') this.report(comma!, syntaxFaults.commaAfterLast);
          tokens.next();
          return true;
        case ',':
          if (expected === 'first' || expected === 'next') this.report(range(tokens), syntaxFaults.commaBeforeFirst);
          expected = 'next';
          comma = range(tokens);
          tokens.next();
          continue;
        case '}':
          if (!/[,{\]]/.test(tokens.characterAfter(tokens.end))) return missingBracket(']');
          this.report(range(tokens), syntaxFaults.extraBracket);
          tokens.next();
          continue;
        case ':':
          this.report(range(tokens), syntaxFaults.extraColon);
          tokens.next();
          continue;
        case '{':
        case '[':
        case 'string':
        case 'word':
          break;
      }
      const loose = tokens.kind !== '{' && tokens.kind !== '[' && tokens.beforeColon;
      if (loose && inDocument && fieldOfKey(tokens.name) === undefined) return missingBracket(']');
      if (expected === 'comma') this.report(at(tokens.previousEnd), syntaxFaults.missingComma);
      expected = 'comma';
      const { start } = tokens;
      if (tokens.kind === '{') {
        if (this.reach > 0 && this.readRun()) continue;
        const found = this.problems.problems.length;
        const mayHideComma = yield* readFaulty(tokens, this.problems, rows);
        this.succeeded(this.problems.problems.length === found);
        if (mayHideComma) expected = 'any';
      } else if (loose) {
        this.problems.syntax(at(start), syntaxFaults.missingBrackets('{'), rows.rows.length);
        yield* readFaulty(tokens, this.problems, rows, true);
      } else {
        yield* this.readStranger();
      }
    }
  }

  /** Reads the faultless contacts that follow here, with or without a comma between them; false when there is none. */
  private readRun(): boolean {
    const { tokens, text, rows } = this;
    const first = tokens.start;
    const last = first + this.reach;
    let end = -1;
    let isSeparated = true;
    for (let offset = first; offset - first < stepLength && text.charCodeAt(offset) === 0x7b;) {
      const behind = rows.scan(offset, last - offset);
      if (behind === -1) break;
      if (!isSeparated) this.report(at(end), syntaxFaults.missingComma);
      end = behind;
      offset = skipSpace(text, end);
      isSeparated = text.charCodeAt(offset) === 0x2c;
      if (isSeparated) offset = skipSpace(text, offset + 1);
    }
    if (end === -1) return false;
    this.succeeded(true);
    tokens.moveTo(end);
    return true;
  }

  private succeeded(isFaultless: boolean): void {
    this.reach = isFaultless ? Math.min(Math.max(this.reach * growth, leastReach), mostReach) : 0;
  }

  private isPauseDue(): boolean {
    const { start } = this.tokens;
    if (start - this.paused <= stepLength / 2) return false;
    this.paused = start;
    return true;
  }

  private *readStranger(): Steps<void> {
    const { tokens, problems } = this;
    const row = this.rows.rows.length;
    const { start } = tokens;
    if (tokens.kind === 'word' && tokens.json === undefined) {
      tokens.takeBareText();
      problems.syntax(range(tokens), syntaxFaults.textInList, row);
      tokens.next();
    } else {
      addStranger(tokens, problems, range(tokens), row);
      yield* this.skipValue();
    }
    this.rows.addFaulty(start, tokens.previousEnd, undefined);
  }

  /** Moves past a value that is of no interest, and reports its faults. Reads at least one token. */
  private *skipValue(): Steps<void> {
    const { tokens } = this;
    if (tokens.kind === '{' || tokens.kind === '[') {
      // Long values are read in steps instead, faultless or not: the scan cannot pause.
      const end = this.rows.skip(tokens.start, Math.min(this.reach, 4 * stepLength));
      this.succeeded(end !== -1);
      if (end !== -1) tokens.moveTo(end);
      else yield* readLoosely(tokens, this.report);
      return;
    }
    if (tokens.kind === ',' || tokens.kind === '}')
      return this.report(at(tokens.previousEnd), syntaxFaults.missingValue);
    if (tokens.kind === 'word' && tokens.json === undefined) {
      tokens.takeBareText();
      this.report(range(tokens), syntaxFaults.unquotedValue);
    }
    tokens.next();
  }

  private checkSomeRows(where: TextRange) {
    if (this.rows.rows.length === 0)
      this.nothing(where, 'The list of contacts is empty, so there is nothing to update.');
  }

  private checkEnd() {
    const { tokens } = this;
    if (tokens.kind === 'end') return;
    const { start } = tokens;
    const end = tokens.endOfLine(start);
    this.report({ start, end }, syntaxFaults.textAfterList);
  }

  private nothing({ start, end }: TextRange, message: string) {
    this.problems.add('no-contacts', { start, end }, message);
  }
}

function range({ start, end }: TextRange): TextRange {
  return { start, end };
}
