import type { ContactUpdate } from '../contact';

/**
 * Replaces, in words of a server, the contacts' values and whatever looks like a number or an address by “…”: a server may
 * quote what it refuses. Values count as whole words, in any case, also where the text was cut in the midst of one.
 */
export function maskContacts(text: string, contacts: Iterable<ContactUpdate | undefined>): string {
  let masked = text.replace(/[^\s@<>"'“”]+@[\w-]+(\.[\w-]+)+/g, '…').replace(/\+?\d[\d\s().-]{5,}\d/g, '…');
  for (const contact of contacts) {
    if (!contact) continue;
    const { sid: _, ...values } = contact;
    for (const value of leaves(values)) {
      masked = maskValue(masked, value);
      const escaped = JSON.stringify(value).slice(1, -1);
      if (escaped !== value) masked = maskValue(masked, escaped);
    }
  }
  return masked;
}

/** Shorter values say nothing of anybody, and masking them would garble every sentence. */
const shortest = 2;

function maskValue(text: string, written: string): string {
  // Server's words come with their white space joined.
  const value = written.replace(/\s+/g, ' ').trim().toLowerCase();
  if (value.length < shortest) return text;
  let masked = text;
  for (let at = masked.toLowerCase().indexOf(value); at !== -1; at = masked.toLowerCase().indexOf(value, at + 1)) {
    const end = at + value.length;
    if (goesOn(masked, at) || goesOn(masked, end)) continue;
    masked = `${masked.slice(0, at)}…${masked.slice(end)}`;
  }
  if (!masked.endsWith('…')) return masked;
  const body = masked.slice(0, -1);
  const lower = body.toLowerCase();
  for (let length = Math.min(value.length - 1, body.length); length >= shortest; length--) {
    if (!lower.endsWith(value.slice(0, length)) || goesOn(body, body.length - length)) continue;
    return `${body.slice(0, -length)}…`;
  }
  return masked;
}

/** Whether one word stands on both sides of the place. */
function goesOn(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text.charAt(at - 1)) && /[\p{L}\p{N}]/u.test(text.charAt(at));
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
