/** Finds a text as it is written, whatever its case; undefined where there is nothing to look for. */
export function literalPattern(text: string): RegExp | undefined {
  const wanted = text.trim();
  return wanted ? new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') : undefined;
}
