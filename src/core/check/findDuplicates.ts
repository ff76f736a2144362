import type { ContactFile } from '../file/contactFile';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';

/** More would make a file of one repeated sid cost its square. */
const mostRelated = 10;
const placesPerStep = 500;

/** Finds sids that stand in the file more than once: every occurrence is an error that leads to the others. */
export function findDuplicates(file: ContactFile) {
  const first = new Map<string, number>();
  const repeated = new Map<string, number[]>();

  function place(row: number): TextRange {
    return file.fieldRanges(row).find(({ field }) => field === 'sid') ?? file.rows[row]!;
  }

  return {
    /** `key`: the row's sid in the spelling that makes equal sids equal. */
    see(row: number, key: string): void {
      const before = first.get(key);
      if (before === undefined) {
        first.set(key, row);
        return;
      }
      const rows = repeated.get(key);
      if (rows) rows.push(row);
      else repeated.set(key, [before, row]);
    },

    *problems(): Steps<Problem[]> {
      const problems: Problem[] = [];
      let places = 0;
      for (const rows of repeated.values()) {
        const ranges: TextRange[] = [];
        for (const row of rows) {
          if (++places % placesPerStep === 0) yield;
          const { start, end } = place(row);
          ranges.push({ start, end });
        }
        for (const [i, row] of rows.entries()) {
          if (++places % placesPerStep === 0) yield;
          const related = [];
          for (let other = 0; other < rows.length && related.length < mostRelated; other++) {
            if (other !== i) related.push({ ...ranges[other]!, message: 'The same sid' });
          }
          problems.push({
            ...ranges[i]!,
            code: 'duplicate-sid',
            severity: 'error',
            row,
            message: `This sid stands in ${rows.length} rows, and only one of them can be right. Keep one: none is sent.`,
            related,
          });
        }
      }
      return problems;
    },
  };
}
