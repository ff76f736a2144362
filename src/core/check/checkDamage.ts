import type { Finding } from './finding';

/**
 * Anything that may be damage: an apostrophe in front, or a character that is in question. One quick look, so that good values cost
 * next to nothing.
 */
const suspicious =
  /^'|[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00a0\u00ad\u2007\u200b-\u200f\u201c-\u201f\u2018-\u201b\u202a-\u202f\u2060\u2066-\u2069\ufeff\ufffd]/;

/** Tabs and line breaks are text. */
const controls = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;
/** Controls, too, but in place of a letter or quote that was read in the wrong encoding: to remove them would lose more. */
const misread = /[\x80-\x9f]/;
const lost = '\ufffd';
const foreign = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffd]/;

const hardSpaces = /[\u00a0\u2007\u202f]/g;
/** Joiners belong to Indic scripts and to emoji; beside ASCII or at an end there is nothing they could join. */
const invisible =
  /[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|[\u200c\u200d](?=[\0-\x7f]|$)|(?<=^|[\0-\x7f])[\u200c\u200d]/g;
const curlyQuotes = /[\u201c-\u201f]/g;
/** Inside a word it is an apostrophe as typographers set it: O’Brien. */
const curlyAround = /^[\u2018-\u201b][^]*[\u2018-\u201b]$/;
/** Not before a closing one, nor in names such as ’t Hooft. */
const apostropheInFront = /^(?=('+))\1(?![^]*'$|[a-z]\s)/;

/** Whether a text holds what spreadsheets and word processors leave behind. */
export function isDamaged(text: string): boolean {
  return suspicious.test(text) && (misread.test(text) || repairText(text, false) !== text);
}

/**
 * The text without the damage: hard spaces become spaces, or nothing where `spaceless` and at the ends; control and invisible
 * characters, an apostrophe in front and curly quotes around it go; other curly quotes become straight.
 */
export function repairText(text: string, spaceless: boolean): string {
  let current = text;
  // One layer can hide another: an apostrophe after an invisible character. A text that consists only of layers is not a coincidence.
  for (let layer = 0; layer < mostLayers && suspicious.test(current); layer++) {
    const repaired = repairOnce(current, spaceless);
    if (repaired === current) break;
    current = repaired.trim();
  }
  return current;
}

const mostLayers = 8;

function repairOnce(text: string, spaceless: boolean): string {
  const bare = text
    .replace(controls, '')
    .replace(invisible, '')
    .replace(hardSpaces, spaceless ? '' : ' ')
    .replace(apostropheInFront, '')
    .replace(curlyAround, withoutEnds);
  const inner = /^[\u201c-\u201f]([^\u201c-\u201f]*)[\u201c-\u201f]$/.exec(bare)?.[1];
  return inner ?? bare.replace(curlyQuotes, '"');
}

function withoutEnds(text: string): string {
  let cut = 1;
  while (cut < text.length / 2 && /[\u2018-\u201b]{2}/.test(text.charAt(cut) + text.charAt(text.length - 1 - cut)))
    cut++;
  return text.slice(cut, Math.max(cut, text.length - cut));
}

/** A character that got lost before the text came here, or undefined. */
export function checkLost(text: string): Finding | undefined {
  return text.includes(lost) ? { code: 'lost-characters', message: lostCharacters } : undefined;
}

const lostCharacters =
  'This value contains “�”: a character was lost when the file was read in the wrong encoding. Use Reopen with Encoding and choose the encoding the file was saved with.';

/** What is wrong with a text that may be typed freely: only characters that belong to no text. */
export function checkCharacters(text: string): Finding | undefined {
  if (!foreign.test(text)) return undefined;
  return checkLost(text) ?? { code: 'spreadsheet-damage', message: whatIsWrong(text) };
}

/** Whether `checkCharacters` finds something in a value or the names in it, at any depth. */
export function holdsForeign(value: unknown): boolean {
  if (typeof value === 'string') return foreign.test(value);
  if (typeof value !== 'object' || value === null) return false;
  for (const name in value) {
    if (foreign.test(name) || holdsForeign((value as Record<string, unknown>)[name])) return true;
  }
  return false;
}

/** What is wrong with the characters of a field's text, or undefined. */
export function checkDamage(text: string): Finding | undefined {
  if (!suspicious.test(text)) return undefined;
  const finding = checkLost(text);
  if (finding) return finding;
  return isDamaged(text) ? { code: 'spreadsheet-damage', message: whatIsWrong(text) } : undefined;
}

function whatIsWrong(text: string): string {
  const found = [
    [apostropheInFront, 'an apostrophe that a spreadsheet adds before text'],
    [hardSpaces, 'a non-breaking space (U+00A0 or similar)'],
    [controls, 'a control character'],
    [misread, 'a control character from a wrong encoding'],
    [invisible, 'an invisible character'],
    [curlyQuotes, 'curly quotes'],
    [curlyAround, 'curly quotes'],
  ] as const;
  const kinds = found.filter(([pattern]) => text.search(pattern) !== -1).map(([, kind]) => kind);
  return `This value contains ${[...new Set(kinds)].join(' and ')}. Remove this, or the value is sent as it is.`;
}
