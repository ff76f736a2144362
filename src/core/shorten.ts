const longest = 40;

/** A name that may be of any length, cut for a message. */
export function shorten(name: string): string {
  return name.length > longest ? `${name.slice(0, longest - 1)}…` : name;
}
