import { fieldOfKey } from '../contact';
import type { TextRange } from '../problem';
import type { Steps } from '../steps';
import { type SyntaxFault, syntaxFaults } from '../syntaxFault';
import type { FieldRange } from '../file/contactFile';
import { maximumDepth } from './jsonValueReader';
import type { JsonTokens, Report } from './jsonTokens';

/** What was made of an object or array whose JSON is faulty. */
export interface LooseValue extends TextRange {
  /** Undefined when it is not clear what was meant. */
  readonly value: unknown;
  /** Whether the comma after it may be part of what could not be understood. */
  readonly mayHideComma: boolean;
  /** The fields on its first level. */
  readonly fields: readonly FieldRange[];
}

const closerOf = { '{': '}', '[': ']' } as const;
const tokensPerStep = 2000;

/**
 * Reads the object or array at the current token as far as it can be understood, reports every fault at its place, and leaves the
 * token after it current. A bracket that is missing does not swallow the contacts that follow: an object that begins where a name
 * or comma belongs is the next contact. Never recurses, so no depth is too deep.
 */
export function readLoosely(tokens: JsonTokens, report: Report, opened = false): Steps<LooseValue> {
  return new LooseReader(tokens, report).read(opened);
}

class LooseReader {
  private readonly open: ('{' | '[')[] = [];
  /** How many of them there are of each kind. */
  private readonly opened = { '{': 0, '[': 0 };
  /** What comes next in the innermost bracket: `first` and `next` take a name or an element, `next` after a comma. */
  private expected: 'first' | 'next' | 'colon' | 'value' | 'comma' = 'first';
  private comma: TextRange = { start: 0, end: 0 };
  /** The value as faultless JSON text, piece by piece. */
  private readonly json: string[] = [];
  private readable = true;
  /** Set after a fault that hides what follows, so that one fault is not reported twice. */
  private quiet = false;
  private endedQuietly = false;
  private finished = false;
  private readonly fields: FieldRange[] = [];
  private field: Omit<FieldRange, 'start' | 'end'> | undefined;
  private fieldStart = 0;
  private end = 0;

  constructor(
    private readonly tokens: JsonTokens,
    private readonly report: Report,
  ) {}

  *read(opened: boolean): Steps<LooseValue> {
    const { tokens } = this;
    const { start } = tokens;
    if (opened) {
      this.enter('{');
    } else {
      this.push();
    }
    for (let count = 1; !this.finished; count++) {
      if (count % tokensPerStep === 0) yield;
      const wasQuiet = this.quiet;
      this.step();
      if (!wasQuiet) continue;
      this.quiet = false;
      this.endedQuietly = this.finished;
    }
    const { end, fields, endedQuietly: mayHideComma } = this;
    return { start, end, value: this.value(), mayHideComma, fields };
  }

  private value(): unknown {
    if (!this.readable) return undefined;
    try {
      return JSON.parse(this.json.join(''));
    } catch {
      return undefined;
    }
  }

  private get inObject() {
    return this.open.at(-1) === '{';
  }

  private step() {
    switch (this.tokens.kind) {
      case 'end':
        return this.closeAll();
      case '{':
      case '[':
        return this.openBracket();
      case '}':
      case ']':
        return this.closeBracket(this.tokens.kind);
      case ',':
        return this.takeComma();
      case ':':
        return this.takeColon();
      case 'string':
      case 'word':
        return this.inObject && this.expected !== 'value' ? this.takeName() : this.takeScalar();
    }
  }

  private openBracket() {
    const { tokens } = this;
    if (this.inObject) {
      if (this.expected === 'colon') this.missingColon();
      else if (this.expected !== 'value') {
        if (tokens.kind === '{') return this.closeAll();
        this.fault(tokens, syntaxFaults.unnamedList);
        this.readable = false;
      }
    } else this.checkComma();
    this.push();
  }

  private push() {
    const kind = this.tokens.kind === '[' ? '[' : '{';
    if (this.open.length === maximumDepth) {
      this.fault(this.tokens, syntaxFaults.tooDeep(maximumDepth));
      this.readable = false;
    }
    this.separate();
    if (this.open.length === 1) this.fieldStart = this.tokens.start;
    this.enter(kind);
    this.expected = 'first';
    this.tokens.next();
  }

  private enter(kind: '{' | '[') {
    this.open.push(kind);
    this.opened[kind]++;
    this.json.push(kind);
  }

  private leave() {
    const kind = this.open.pop()!;
    this.opened[kind]--;
    this.json.push(closerOf[kind]);
  }

  /** The comma of the repaired JSON text, whether or not the file has it. */
  private separate() {
    const last = this.json.at(-1);
    if (last !== undefined && last !== '{' && last !== '[' && last !== ':') this.json.push(',');
  }

  private pop() {
    this.leave();
    this.expected = 'comma';
    if (this.open.length === 1) this.endField();
  }

  private endField(end = this.tokens.end) {
    if (this.field) {
      const { name, field, nameRange } = this.field;
      this.fields.push({ name, field, nameRange, start: this.fieldStart, end });
    }
    this.field = undefined;
  }

  private closeBracket(closer: '}' | ']') {
    const { tokens } = this;
    const opener = closer === '}' ? '{' : '[';
    if (this.opened[opener] === 0) return this.closeAll();
    while (this.open.at(-1) !== opener) {
      this.fault(at(tokens.previousEnd), syntaxFaults.missingBrackets(closerOf[this.open.at(-1)!]));
      this.readable = false;
      this.pop();
    }
    if (this.expected === 'next') this.fault(this.comma, syntaxFaults.commaAfterLast);
    if (this.expected === 'colon' || (this.expected === 'value' && this.inObject)) this.missingValue();
    this.pop();
    this.end = tokens.end;
    this.finished = this.open.length === 0;
    tokens.next();
  }

  /** Ends before the current token, or before a comma that was meant for the list, with the brackets that are missing. */
  private closeAll() {
    const { tokens } = this;
    const beforeComma = this.expected === 'next';
    const place = beforeComma ? this.comma.start : tokens.previousEnd;
    if (this.expected === 'colon' || (this.expected === 'value' && this.inObject)) this.missingValue();
    const missing = this.open.toReversed().map((opener) => closerOf[opener]);
    this.fault(at(place), syntaxFaults.missingBrackets(missing.join('')));
    for (let depth = this.open.length; depth > 0; depth--) {
      this.leave();
      if (depth === 2) this.endField(place);
    }
    this.end = place;
    this.finished = true;
    if (beforeComma) tokens.moveTo(place);
  }

  private takeComma() {
    const { tokens } = this;
    if (this.expected === 'first' || this.expected === 'next') {
      this.fault(tokens, this.inObject ? syntaxFaults.commaBeforeFirst : syntaxFaults.emptyPlace);
    } else {
      if (this.expected !== 'comma') this.missingValue();
      this.expected = 'next';
      this.comma = { start: tokens.start, end: tokens.end };
    }
    tokens.next();
  }

  private takeColon() {
    if (this.expected === 'colon') {
      this.expected = 'value';
    } else {
      this.fault(this.tokens, syntaxFaults.extraColon);
      this.readable = false;
    }
    this.tokens.next();
  }

  private takeName() {
    const { tokens } = this;
    if (this.expected === 'colon') {
      this.missingColon();
      return this.takeScalar();
    }
    if (tokens.unclosed) return this.skipBroken(true);
    if (this.expected === 'comma') {
      if (!tokens.beforeColon) return this.skipBroken(false);
      this.checkComma();
    }
    if (tokens.kind === 'word') this.fault(tokens, syntaxFaults.unquotedName);
    const json = tokens.kind === 'word' ? JSON.stringify(tokens.written) : tokens.json;
    this.separate();
    if (json === undefined) this.readable = false;
    else this.json.push(json, ':');
    if (this.open.length === 1) {
      const { name } = tokens;
      const known = fieldOfKey(name);
      const field = known === 'readOnly' ? undefined : known;
      this.field = { name, field, nameRange: { start: tokens.start, end: tokens.end } };
    }
    this.expected = 'colon';
    tokens.next();
  }

  private takeScalar() {
    const { tokens } = this;
    if (!this.inObject) this.checkComma();
    if (tokens.unclosed) return this.skipBroken(true);
    if (tokens.kind === 'word' && tokens.json === undefined) {
      tokens.takeBareText();
      this.fault(tokens, syntaxFaults.unquotedValue);
    }
    if (this.open.length === 1) this.fieldStart = tokens.start;
    this.separate();
    if (tokens.json === undefined) this.readable = false;
    else this.json.push(tokens.json);
    this.expected = 'comma';
    if (this.open.length === 1) this.endField();
    tokens.next();
  }

  /** Text that fits nowhere: continues with the next contact of the line, or with the next line. */
  private skipBroken(isReported: boolean) {
    const { tokens } = this;
    this.readable = false;
    this.field = undefined;
    if (!isReported) this.fault(tokens, syntaxFaults.strayText);
    const border = tokens.borderOnLine(tokens.start);
    if (border !== undefined) {
      this.end = border;
      this.finished = true;
      return tokens.moveTo(border);
    }
    this.expected = 'comma';
    this.quiet = true;
    tokens.moveTo(tokens.endOfLine(tokens.start));
  }

  private checkComma() {
    if (this.expected === 'comma') this.fault(at(this.tokens.previousEnd), syntaxFaults.missingComma);
  }

  private missingColon() {
    this.fault(at(this.tokens.previousEnd), syntaxFaults.missingColon);
    this.expected = 'value';
  }

  private missingValue() {
    this.fault(at(this.tokens.previousEnd), syntaxFaults.missingValue);
    this.readable = false;
    this.field = undefined;
  }

  private fault(range: TextRange, fault: SyntaxFault) {
    if (!this.quiet) this.report({ start: range.start, end: range.end }, fault);
  }
}

export function at(offset: number): TextRange {
  return { start: offset, end: offset };
}
