/** Of several runs: their median, and the least and the greatest. */
export interface Spread {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

export function spread(figures: readonly number[]): Spread {
  const sorted = figures.toSorted((a, b) => a - b);
  return { median: sorted[sorted.length >> 1]!, least: sorted[0]!, most: sorted.at(-1)! };
}

/** Ratios round by round: what the machine does meanwhile is in both. */
export function ratios(ours: readonly number[], bare: readonly number[]): Spread {
  return spread(ours.map((figure, round) => figure / bare[round]!));
}

/** "1.24 (1.20 to 1.31)". */
export function shown({ median, least, most }: Spread, digits = 2): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)} to ${most.toFixed(digits)})`;
}
