import type { Finding } from './finding';

/**
 * Anything that may be damage: an apostrophe in front, or a character outside of ASCII that is in question. One quick look, so that
 * good values cost next to nothing.
 */
const suspicious =
  /^'|[\u00a0\u00ad\u2007\u200b-\u200f\u201c-\u201f\u2018-\u201b\u202a-\u202f\u2060\u2066-\u2069\ufeff\ufffd]/;

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
  return suspicious.test(text) && (text.includes('\ufffd') || repairText(text, false) !== text);
}

/**
 * The text without the damage: hard spaces become spaces, or nothing where `spaceless` and at the ends; invisible characters, an
 * apostrophe in front and curly quotes around it go; other curly quotes become straight.
 */
export function repairText(text: string, spaceless: boolean): string {
  let current = text;
  // One layer can hide another: an apostrophe behind an invisible character. A text of nothing but layers is no accident.
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

/** What is wrong with a text, in words, or undefined. */
export function checkDamage(text: string): Finding | undefined {
  if (!isDamaged(text)) return undefined;
  return { code: 'spreadsheet-damage', message: whatIsWrong(text) };
}

function whatIsWrong(text: string): string {
  if (text.includes('\ufffd')) {
    return 'A character (�) was lost when this text was read in the wrong encoding. Reopen the file with its own encoding.';
  }
  const found = [
    [apostropheInFront, 'an apostrophe that a spreadsheet puts in front of text'],
    [hardSpaces, 'a space that does not break (U+00A0 or alike)'],
    [invisible, 'an invisible character'],
    [curlyQuotes, 'curly quotes'],
    [curlyAround, 'curly quotes'],
  ] as const;
  const kinds = found.filter(([pattern]) => text.search(pattern) !== -1).map(([, kind]) => kind);
  return `This holds ${[...new Set(kinds)].join(' and ')}. It is sent as it stands; remove it.`;
}
