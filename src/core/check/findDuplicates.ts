import type { ContactFile } from '../file/contactFile';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';

/** More would make a file of one repeated sid cost its square. */
const mostRelated = 10;
const placesPerStep = 500;

/** Finds sids that stand in the file more than once: every occurrence is an error that leads to the others. */
export function findDuplicates(file: ContactFile) {
  const seen = new FirstRows(file.rows.length);
  const repeated = new Map<string, number[]>();

  function place(row: number): TextRange {
    return file.fieldRanges(row).find(({ field }) => field === 'sid') ?? file.rows[row]!;
  }

  return {
    /** `key`: the row's sid in the spelling that makes equal sids equal. */
    see(row: number, key: string): void {
      const before = seen.put(row, key);
      if (before === row) return;
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

/** The first row of each key. A map would do, at ten times the cost: this runs for every contact at every pause in typing. */
class FirstRows {
  private readonly keys: string[];
  /** Slots of a hash table, each with a row + 1; at most half of them are taken. */
  private readonly slots: Int32Array;

  constructor(rows: number) {
    this.keys = new Array<string>(rows);
    this.slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows + 2)));
  }

  /** The first row that had the key: this one, when none had it before. */
  put(row: number, key: string): number {
    const { keys, slots } = this;
    const mask = slots.length - 1;
    for (let slot = hash(key) & mask; ; slot = (slot + 1) & mask) {
      const taken = slots[slot]!;
      if (taken > 0 && keys[taken - 1] !== key) continue;
      if (taken > 0) return taken - 1;
      slots[slot] = row + 1;
      keys[row] = key;
      return row;
    }
  }
}

function hash(key: string): number {
  let value = key.length;
  for (let index = 0; index < key.length; index++) value = Math.imul(value ^ key.charCodeAt(index), 0x5bd1e995);
  return value ^ (value >>> 15);
}
