import type { Target } from '../../api/region';
import type { UndoPlan } from './planUndo';

/** The target, then the contacts. Its name begins as all that no request holds. */
const head = /^\uFEFF?\s*\{\s*"exotel_target":\s*(\{[^{}]{1,1000}\})/;

/** Characters of a text that hold the target. */
export const headLength = 2_000;

/**
 * The reverse file: JSON with one field a line, to be read and sent like any other. Each value is the text that was read.
 * @param target of the update: the file says where it belongs, wherever it is moved
 */
export function reverseFile(restored: UndoPlan['restored'], { region, origin, accountSid }: Target): string {
  const contacts = [...restored].map(([sid, values]) => {
    const fields = Object.entries(values).map(([field, text]) => `,\n      "${field}": ${text}`);
    return `    {\n      "sid": ${JSON.stringify(sid)}${fields.join('')}\n    }`;
  });
  const target = JSON.stringify({ region, origin, accountSid });
  return `{\n  "exotel_target": ${target},\n  "contacts": [\n${contacts.join(',\n')}\n  ]\n}\n`;
}

/**
 * Where a reverse file belongs; undefined for any other text. Anybody can write such a file, so nothing may be sent where it says: it can
 * only be refused elsewhere.
 * @param text at least its first `headLength` characters
 */
export function targetOfReverse(text: string): Target | undefined {
  try {
    const { region, origin, accountSid } = JSON.parse(head.exec(text)?.[1] ?? '{}') as Partial<Target>;
    const isWhole = [region, origin, accountSid].every((part) => typeof part === 'string');
    return isWhole ? ({ region, origin, accountSid } as Target) : undefined;
  } catch {
    return undefined;
  }
}
