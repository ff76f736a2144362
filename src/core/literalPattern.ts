/** A regular expression of some ten thousand characters is too large to run. */
const longest = 1000;

/** Finds a text as it is written, or the beginning of a very long one, whatever its case; undefined where there is nothing to look for. */
export function literalPattern(text: string): RegExp | undefined {
  const wanted = text.trim().slice(0, longest);
  return wanted ? new RegExp(wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i') : undefined;
}
