/** What is wrong with the syntax of a file at some place: the kind for fixes, the message for people. */
export interface SyntaxFault {
  readonly kind: SyntaxFaultKind;
  readonly message: string;
  /** What belongs at the place, where the kind alone does not say so. */
  readonly missing?: string;
}

export type SyntaxFaultKind = JsonFaultKind | 'csv-quotes' | 'csv-cells';

type JsonFaultKind =
  | 'missing-comma'
  | 'missing-colon'
  | 'missing-brackets'
  | 'missing-value'
  | 'missing-name'
  | 'empty-place'
  | 'extra-comma'
  | 'extra-colon'
  | 'extra-bracket'
  | 'extra-text'
  | 'unquoted-name'
  | 'unquoted-value'
  | 'unclosed-text'
  | 'other-quotes'
  | 'single-backslash'
  | 'control-character'
  | 'invisible-character'
  | 'comment'
  | 'unclosed-comment'
  | 'too-deep';

/** Longer rows of brackets are counted, not shown. */
const mostBrackets = 20;

/** A message ends without a full stop, except between its sentences. */
export const syntaxFaults = {
  missingComma: { kind: 'missing-comma', message: 'Missing comma here' },
  commaAfterLast: { kind: 'extra-comma', message: 'Remove this comma: nothing comes after it' },
  commaBeforeFirst: { kind: 'extra-comma', message: 'Remove this comma: nothing comes before it' },
  emptyPlace: { kind: 'empty-place', message: 'A value is missing before this comma. Add it, or remove the comma' },
  missingColon: { kind: 'missing-colon', message: 'Missing colon here, between the name and its value' },
  extraColon: {
    kind: 'extra-colon',
    message: 'A colon is not allowed here. It belongs between a name and its value',
  },
  missingValue: { kind: 'missing-value', message: 'Missing value here. Add one, or remove the name' },
  unnamedList: { kind: 'missing-name', message: 'A list needs a name here. Add "name": before it' },
  unnamedValue: {
    kind: 'missing-name',
    message: 'This is not allowed here. A name in double quotes and a colon are missing before it',
  },
  missingBrackets: (brackets: string): SyntaxFault =>
    brackets.length > mostBrackets
      ? { kind: 'missing-brackets', message: `Missing ${brackets.length} closing brackets here` }
      : { kind: 'missing-brackets', message: `Missing ${brackets} here`, missing: brackets },
  extraBracket: { kind: 'extra-bracket', message: 'Remove this }: it has no matching {' },
  tooDeep: (levels: number): SyntaxFault => ({
    kind: 'too-deep',
    message: `This is nested deeper than ${levels} levels. Reduce the nesting`,
  }),
  unquotedName: { kind: 'unquoted-name', message: 'Put this name in double quotes' },
  unquotedValue: { kind: 'unquoted-value', message: 'This is not a JSON value. Put it in double quotes' },
  otherQuotes: { kind: 'other-quotes', message: 'Use straight double quotes (") around this text' },
  unclosedText: { kind: 'unclosed-text', message: 'This text is missing the closing quote. Add the quote (")' },
  unclosedOtherQuotes: { kind: 'unclosed-text', message: 'This text is missing the closing quote' },
  singleBackslash: {
    kind: 'single-backslash',
    message: 'Double this backslash (\\\\), or use it to start one of \\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX',
  },
  controlCharacter: {
    kind: 'control-character',
    message: 'Text cannot contain control characters. Write \\t for a tab',
  },
  invisibleCharacter: (code: number): SyntaxFault => ({
    kind: 'invisible-character',
    message: `An invisible character (U+${code.toString(16).toUpperCase().padStart(4, '0')}) is here. Remove it`,
  }),
  comment: { kind: 'comment', message: 'JSON does not allow comments. Remove this one' },
  unclosedComment: {
    kind: 'unclosed-comment',
    message: 'This comment is not closed, and JSON does not allow comments. Remove it',
  },
  strayText: {
    kind: 'extra-text',
    message: 'This is not allowed here. Check for a missing or extra quote before it',
  },
  textInList: { kind: 'extra-text', message: 'This is neither a contact nor a JSON value. Remove it' },
  textOnLine: {
    kind: 'extra-text',
    message: 'This is not allowed here. Each line contains one contact: { "sid": "…", "first_name": "…" }',
  },
  textAfterList: {
    kind: 'extra-text',
    message: 'The list of contacts ends before this. Remove it, or move it into the list',
  },
  unclosedCell: {
    kind: 'csv-quotes',
    message: 'This quote is not closed, so nothing after it can be read. Add the closing quote (")',
  },
  textAfterQuote: {
    kind: 'csv-quotes',
    message: 'There is text after the closing quote. Double the quotes inside the cell (""), or remove them',
  },
  tooManyCells: (cells: number, columns: number): SyntaxFault => ({
    kind: 'csv-cells',
    message: `This row has ${cells} cells, but the header has ${columns}. Put quotes around a cell that contains the delimiter, or remove the extra cells.`,
  }),
} as const satisfies Record<string, SyntaxFault | ((...facts: never[]) => SyntaxFault)>;
