import { isInternational, isLocalLength, numberKey } from './numberKey';

/**
 * Finds the row with a number among many, in any of its spellings (`maySpellSame`), without comparing it with each: a shorter spelling is
 * looked up by the ends of the number, a longer one in a list of ends, which is made for each length that is asked for.
 */
export class NumberIndex {
  private readonly rows = new Map<string, number>();
  private readonly local = new Map<string, number>();
  private readonly localLengths = new Set<number>();
  /** By length: the last digits of all longer numbers. */
  private readonly ends = new Map<number, Map<string, number>>();

  add(number: string, row: number): void {
    const key = numberKey(number);
    addFirst(this.rows, key, row);
    if (isLocalLength(key.length) && !isInternational(number)) {
      addFirst(this.local, key, row);
      this.localLengths.add(key.length);
    }
    for (const [length, ends] of this.ends) if (key.length > length) addFirst(ends, key.slice(-length), row);
  }

  /** A row that was added with this number; undefined where there is none. */
  find(number: string): number | undefined {
    const key = numberKey(number);
    const same = this.rows.get(key);
    if (same !== undefined) return same;
    for (const length of this.localLengths) {
      const shorter = length < key.length ? this.local.get(key.slice(-length)) : undefined;
      if (shorter !== undefined) return shorter;
    }
    return isInternational(number) || !isLocalLength(key.length) ? undefined : this.endsOf(key.length).get(key);
  }

  private endsOf(length: number): ReadonlyMap<string, number> {
    let ends = this.ends.get(length);
    if (!ends) {
      this.ends.set(length, (ends = new Map<string, number>()));
      for (const [key, row] of this.rows) if (key.length > length) addFirst(ends, key.slice(-length), row);
    }
    return ends;
  }
}

function addFirst(rows: Map<string, number>, key: string, row: number): void {
  if (!rows.has(key)) rows.set(key, row);
}
