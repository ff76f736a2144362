import { contactFields } from '../contact';
import { emailBit, numberBit, sidBit, type ScannedRow } from '../file/scannedRow';

const [sid, number, email] = ['sid', 'number', 'email'].map((field) =>
  (contactFields as readonly string[]).indexOf(field),
) as [number, number, number];

/**
 * Whether a row is a contact that no rule has anything to say about. Most rows are, and this look at their characters takes a tenth of
 * the time that it takes to make their values and apply the rules. False says nothing.
 */
export function isSound(row: ScannedRow): boolean {
  const { fields } = row;
  return (
    hasPlainSid(row) &&
    fields !== sidBit &&
    ((fields & numberBit) === 0 || isPlainNumber(row)) &&
    ((fields & emailBit) === 0 || isPlainEmail(row))
  );
}

/** Whether all types and characters of a row are right, and its sid is 32 hexadecimal digits. */
export function hasPlainSid({ isPlain, fields, codes, starts, ends }: ScannedRow): boolean {
  if (!isPlain || (fields & sidBit) === 0) return false;
  const start = starts[sid]!;
  if (ends[sid]! - start !== 32) return false;
  for (let index = start; index < start + 32; index++) {
    const code = codes[index]! | 0x20;
    if (!((code >= 0x30 && code <= 0x39) || (code >= 0x61 && code <= 0x66))) return false;
  }
  return true;
}

/** The usual ways of E.164 here: +91 or +1 and no zero after it, in which no dialing prefix hides. */
function isPlainNumber({ codes, starts, ends }: ScannedRow): boolean {
  const start = starts[number]!;
  const end = ends[number]!;
  if (start === end) return true;
  const isCountry =
    codes[start] === 0x2b &&
    ((codes[start + 1] === 0x39 && codes[start + 2] === 0x31 && codes[start + 3] !== 0x30) ||
      (codes[start + 1] === 0x31 && codes[start + 2] !== 0x30));
  return isCountry && end - start >= 8 && end - start <= 16 && areDigits(codes, start + 1, end);
}

function areDigits(codes: Uint16Array, start: number, end: number): boolean {
  for (let index = start; index < end; index++) if (codes[index]! < 0x30 || codes[index]! > 0x39) return false;
  return true;
}

/** Letters, digits and a few signs, an @, and a name with a dot. */
function isPlainEmail({ codes, starts, ends }: ScannedRow): boolean {
  const start = starts[email]!;
  const end = ends[email]!;
  if (start === end) return true;
  if (end - start > 254) return false;
  let at = -1;
  let dot = -1;
  for (let index = start; index < end; index++) {
    const code = codes[index]!;
    if (code === 0x40) {
      if (at !== -1 || index === start) return false;
      at = dot = index;
    } else if (code === 0x2e) {
      if (at === -1) continue;
      if (index === dot + 1) return false;
      dot = index;
    } else if (!isOfName(code)) return false;
  }
  return at !== -1 && dot !== at && dot !== end - 1;
}

function isOfName(code: number): boolean {
  const letter = code | 0x20;
  return (
    (letter >= 0x61 && letter <= 0x7a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2d ||
    code === 0x5f
  );
}
