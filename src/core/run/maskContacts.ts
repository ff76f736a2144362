import type { KnownContact } from '../contact';
import { endOfCharacter, foldCase, foldWithPlaces, type FoldedText } from './foldCase';

/**
 * Replaces, in words of a server, the contacts' values and whatever looks like a number or an address by “…”: a server may
 * quote what it refuses. Values count as whole words, in any case, also where the text was cut in the middle of one.
 */
export function maskContacts(text: string, contacts: Iterable<KnownContact | undefined>): string {
  return maskFor(text)(contacts);
}

/** The same for one text and contacts that come later: a server refuses many in the same words. */
export type Mask = (contacts: Iterable<KnownContact | undefined>) => string;

export function maskFor(text: string): Mask {
  // With a limit, since a text without an @ would be read to its end from each of its characters.
  const anonymous = text.replace(/[^\s@<>"'“”]{1,300}@[\w-]+(\.[\w-]+)+/g, '…').replace(/\+?\d[\d\s().-]{5,}\d/g, '…');
  const folded = foldWithPlaces(anonymous);
  return (contacts) => {
    let masked = folded;
    for (const contact of contacts) {
      if (!contact) continue;
      for (const [key, value] of Object.entries(contact)) if (key !== 'sid') masked = maskLeaves(masked, value);
    }
    return masked.original;
  };
}

function maskLeaves(text: FoldedText, value: unknown): FoldedText {
  let masked = text;
  for (const leaf of leaves(value)) {
    masked = maskValue(masked, leaf);
    if (hasEscapes.test(leaf)) masked = maskValue(masked, JSON.stringify(leaf).slice(1, -1));
  }
  return masked;
}

const hasEscapes = /["\\\p{Cc}\p{Surrogate}]/u;

/** Shorter values do not identify anyone, and masking them would garble every sentence. */
const shortest = 2;

function maskValue(text: FoldedText, written: string): FoldedText {
  // The white space in the server's texts is joined.
  const value = foldCase(written.replace(/\s+/g, ' ').trim());
  if (value.length < shortest) return text;
  let masked = text;
  for (let at = masked.folded.indexOf(value); at !== -1; at = masked.folded.indexOf(value, at + 1)) {
    const start = masked.starts[at]!;
    const end = endOfCharacter(masked, at + value.length);
    if (goesOn(masked.original, start) || goesOn(masked.original, end)) continue;
    masked = foldWithPlaces(`${masked.original.slice(0, start)}…${masked.original.slice(end)}`);
  }
  if (!masked.folded.endsWith('…')) return masked;
  const body = masked.folded.slice(0, -1);
  for (let length = Math.min(value.length - 1, body.length); length >= shortest; length--) {
    const start = masked.starts[body.length - length]!;
    if (!body.endsWith(value.slice(0, length)) || goesOn(masked.original, start)) continue;
    return foldWithPlaces(`${masked.original.slice(0, start)}…`);
  }
  return masked;
}

/** Whether one word is on both sides of the place. */
function goesOn(text: string, at: number): boolean {
  return /[\p{L}\p{N}]$/u.test(text.slice(Math.max(0, at - 2), at)) && /^[\p{L}\p{N}]/u.test(text.slice(at, at + 2));
}

/** All texts and numbers in a value, however deep. */
function* leaves(root: unknown): Generator<string> {
  const open: unknown[] = [root];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value === 'string') yield value;
    else if (typeof value === 'number') yield String(value);
    else if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) open.push(part);
  }
}
