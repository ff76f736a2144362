import type { ProblemCode, Severity } from '../problem';

/** What a rule has to say of one value; its place is found by whoever asked. */
export interface Finding {
  readonly code: ProblemCode;
  /** Where it is not the one of the code. */
  readonly severity?: Severity;
  readonly message: string;
}
