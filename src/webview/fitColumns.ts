import { fieldIn, fieldKey, type ColumnId, type ColumnKey } from '../core/results/columnKey';

/** What a column would like to have, in pixels with its padding. */
export interface ColumnNeed {
  readonly key: ColumnKey;
  /** So that neither its title nor any of its texts is cut. */
  readonly natural: number;
}

export interface FittedColumn {
  readonly key: ColumnKey;
  /** In pixels. */
  readonly width: number;
}

/** What a person chose, by the columns' keys. */
export interface ColumnChoice {
  /** Shown or hidden by hand. */
  readonly shown: Readonly<Record<string, boolean>>;
  /** Dragged, in pixels. */
  readonly widths: Readonly<Record<string, number>>;
}

export const leastWidth = 40;
const mostFieldWidth = 240;
/** Rather than cut a message further, other columns are left to be asked for. */
const goodMessage = 260;
const leastMessage = 180;
/** A column that has to give way keeps so much. */
const leastShrunk: Readonly<Record<string, number>> = { verdict: 44 };
const leastOfOthers = 88;
/** A table as narrow as this leaves codes to the details. */
const narrow = 400;
/** Who it is, as most files name it; more than these are shown on request. */
const preferred: readonly string[] = ['number', 'first_name', 'last_name', 'company_name', 'email'];
/** So many of these at most are shown unasked. */
const mostUnasked = 3;

/** Whether a field says who a contact is, whatever its spelling: `First Name`. */
function rankOf(key: ColumnKey): number {
  const name = fieldIn(key);
  return name === undefined ? -1 : preferred.indexOf(name.toLowerCase().replace(/[\s-]+/g, '_'));
}

/**
 * Which columns are shown and how wide: what a person chose and dragged, and otherwise as wide as their texts. Where there is room, a
 * few fields that say who the contact is are among them; where there is none, they take the place of the SID. The message takes what is
 * left.
 * @param columns all that there are, in their order
 * @param available the width of the table, in pixels
 */
export function fitColumns(columns: readonly ColumnNeed[], available: number, choice: ColumnChoice): FittedColumn[] {
  const widthOf = ({ key, natural }: ColumnNeed): number =>
    choice.widths[key] ??
    Math.max(leastWidth, fieldIn(key) === undefined ? natural : Math.min(natural, mostFieldWidth));
  const chosen = new Set<ColumnKey>();
  let used = 0;
  const add = (need: ColumnNeed): void => {
    chosen.add(need.key);
    used += need.key === 'message' && !choice.widths.message ? Math.min(goodMessage, need.natural) : widthOf(need);
  };
  const isOpen = ({ key }: ColumnNeed): boolean => choice.shown[key] === undefined;
  for (const need of columns) {
    if (choice.shown[need.key] ?? isBasic(need.key, available)) add(need);
  }
  const candidates = columns
    .filter((need) => rankOf(need.key) >= 0 && isOpen(need))
    .sort((a, b) => rankOf(a.key) - rankOf(b.key))
    .slice(0, mostUnasked);
  const sid = columns.find(({ key }) => key === 'sid');
  // The first of them names the contact where the SID would have to be cut.
  const first = candidates.shift();
  const takesSid = sid && isOpen(sid) && (!first || used + widthOf(sid) <= available);
  if (takesSid) add(sid);
  if (first && (!takesSid || used + widthOf(first) <= available)) candidates.unshift(first);
  for (const [index, need] of candidates.entries()) {
    if (used + widthOf(need) > available && (index > 0 || takesSid)) break;
    add(need);
  }
  const attempts = columns.find(({ key }) => key === 'attempts');
  if (attempts && isOpen(attempts) && used + widthOf(attempts) <= available) add(attempts);

  const fitted = columns.filter(({ key }) => chosen.has(key)).map((need) => ({ key: need.key, width: widthOf(need) }));
  return share(fitted, available, choice);
}

/** Shown whatever room there is. */
function isBasic(key: ColumnKey, available: number): boolean {
  if (key === 'code') return available >= narrow;
  return key === 'line' || key === 'verdict' || key === 'message';
}

/** The message takes what is left. Where nothing is, it and then other long columns give way, down to a width that can still be read. */
function share(columns: readonly FittedColumn[], available: number, { widths }: ColumnChoice): FittedColumn[] {
  const result = new Map(columns.map(({ key, width }) => [key, width]));
  const total = () => [...result.values()].reduce((sum, width) => sum + width, 0);
  if (result.has('message') && widths.message === undefined) {
    const rest = available - (total() - result.get('message')!);
    result.set('message', Math.max(rest, Math.min(result.get('message')!, leastMessage)));
  }
  const first: readonly ColumnId[] = ['message', 'sid', 'code'];
  const fields = columns.map(({ key }) => key).filter((key) => fieldIn(key) !== undefined);
  for (const key of [...first, ...fields.reverse(), 'verdict' as const]) {
    const over = total() - available;
    const width = result.get(key);
    if (over <= 0 || width === undefined || widths[key] !== undefined) continue;
    result.set(key, Math.max(Math.min(width, leastShrunk[key] ?? leastOfOthers), width - over));
  }
  return columns.map(({ key }) => ({ key, width: Math.floor(result.get(key)!) }));
}

/** The columns there are, in their order: the file's own fields come after the line. */
export function allColumns(fields: readonly string[], isRepeated: boolean): ColumnKey[] {
  const rest: ColumnKey[] = ['sid', 'verdict', 'code', 'message'];
  return ['line', ...fields.map(fieldKey), ...rest, ...(isRepeated ? ['attempts' as const] : [])];
}
