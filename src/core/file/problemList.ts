import { problemSeverities } from '../problem';
import type { Problem, ProblemCode, TextRange } from '../problem';
import type { SyntaxFault } from '../syntaxFault';
import type { RowTable } from './rowTable';

type Related = NonNullable<Problem['related']>;

/** Collects the problems of one file with the severity that their code has. */
export class ProblemList {
  readonly problems: Problem[] = [];

  add(code: ProblemCode, range: TextRange, message: string, row?: number, related?: Related): void {
    this.push(code, range, message, row, related && { related });
  }

  /** Adds a `syntax` problem. */
  syntax(range: TextRange, fault: SyntaxFault, row?: number): void {
    this.push('syntax', range, fault.message, row, { fault });
  }

  has(code: ProblemCode): boolean {
    return this.problems.some((problem) => problem.code === code);
  }

  /** In order, and those that begin inside a row with its index. */
  inRows(rows: RowTable): Problem[] {
    let row = 0;
    return this.inOrder().map((problem) => {
      while (row < rows.length && rows.end(row) <= problem.start) row++;
      const inside = row < rows.length && problem.start >= rows.start(row);
      return problem.row === undefined && inside ? { ...problem, row } : problem;
    });
  }

  /** In the order of the text, as a reader of the Problems view expects them. */
  inOrder(): Problem[] {
    return this.problems.sort((a, b) => a.start - b.start || a.end - b.end);
  }

  private push(
    code: ProblemCode,
    { start, end }: TextRange,
    message: string,
    row: number | undefined,
    more: Pick<Problem, 'fault' | 'related'> | undefined,
  ) {
    const severity = problemSeverities[code];
    this.problems.push({ code, severity, message, start, end, ...(row === undefined ? undefined : { row }), ...more });
  }
}
