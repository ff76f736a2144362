import type { SyntaxFault } from './syntaxFault';

/** Stable codes of the local checks: users filter by them, so renaming one is a breaking change. */
export const problemSeverities = {
  syntax: 'error',
  'no-contacts': 'error',
  'missing-sid': 'error',
  'malformed-sid': 'warning',
  'duplicate-sid': 'error',
  'nothing-to-update': 'error',
  'wrong-type': 'error',
  'bad-number': 'warning',
  'bad-email': 'warning',
  'unknown-field': 'warning',
  'duplicate-column': 'error',
  'lost-characters': 'error',
  'imprecise-number': 'warning',
  'spreadsheet-damage': 'warning',
} as const;

export type ProblemCode = keyof typeof problemSeverities;

/**
 * `error`: cannot be sent, or sure to be refused, so the row is `invalid`. `warning`: probably refused or guessed at by
 * the server, sent anyway. `information`: worth knowing.
 */
export type Severity = 'error' | 'warning' | 'information';

/** A half-open range of the file's text, in UTF-16 code units. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** What a local check found, and where. Plain data; lines and columns are made of the offsets at the edge. */
export interface Problem extends TextRange {
  readonly code: ProblemCode;
  readonly severity: Severity;
  /** What is wrong and what to do. Never holds a value of the contact other than its sid. */
  readonly message: string;
  /** What a `syntax` problem is about; other codes have none. */
  readonly fault?: SyntaxFault;
  /** Index of the row in the file, from 0; absent when it concerns the file or its header. */
  readonly row?: number;
  readonly related?: readonly (TextRange & { readonly message: string })[];
}
