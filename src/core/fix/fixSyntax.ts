import { missingComma } from '../file/readLoosely';
import type { ContactFile } from '../file/contactFile';
import type { Problem } from '../problem';
import { fix, type Fix } from './fix';

interface Remedy {
  /** The reader's message; its first group is handed on. */
  readonly message: RegExp;
  readonly title: string;
  readonly isPreferred: boolean;
  /** What to write in place of the range; undefined when there is nothing to offer after all. */
  write(written: string, group: string): string | undefined;
}

/** The faults of JSON that have one plain remedy. A bracket could belong elsewhere, so it is on offer and no more. */
const remedies: readonly Remedy[] = [
  { message: new RegExp(`^${missingComma}`), title: 'Insert the missing comma', isPreferred: true, write: () => ',' },
  { message: /^Missing colon here/, title: 'Insert the missing colon', isPreferred: true, write: () => ':' },
  {
    message: /^Missing ([[\]{}]+) here/,
    title: 'Insert the missing bracket',
    isPreferred: false,
    write: (_, group) => group,
  },
  { message: /^Remove this comma/, title: 'Remove the comma', isPreferred: true, write: () => '' },
  { message: /^Remove this \}/, title: 'Remove the bracket', isPreferred: false, write: () => '' },
  { message: /^JSON has no comments/, title: 'Remove the comment', isPreferred: false, write: () => '' },
  { message: /^An invisible character/, title: 'Remove the invisible character', isPreferred: true, write: () => ' ' },
  {
    message: /^Put this name in double quotes/,
    title: 'Put the name in double quotes',
    isPreferred: true,
    write: (written) => JSON.stringify(written),
  },
  {
    message: /^This is no JSON value\. Put it in double quotes/,
    title: 'Put the value in double quotes',
    isPreferred: false,
    write: (written) =>
      /^(?:none|null|nan|undefined|true|false)$/i.test(written) ? undefined : JSON.stringify(written),
  },
  {
    message: /^Use straight double quotes/,
    title: 'Use straight double quotes',
    isPreferred: true,
    write: (written) => JSON.stringify(written.slice(1, -1).replace(/\\(['"])/g, '$1')),
  },
  {
    message: /^A control character/,
    title: 'Write the character as JSON does',
    isPreferred: true,
    write: (written) => JSON.stringify(written).slice(1, -1),
  },
  {
    message: /^A backslash here/,
    title: 'Double the backslash',
    isPreferred: false,
    write: (written) => `\\${written}`,
  },
];

/** The ways to mend a `syntax` problem; none for most of them. */
export function fixSyntax({ format, text }: ContactFile, { message, start, end }: Problem): Fix[] {
  if (format === 'csv') return [];
  return remedies.flatMap((remedy) => {
    const found = remedy.message.exec(message);
    const written = found && remedy.write(text.slice(start, end), found[1] ?? '');
    return written === null || written === undefined
      ? []
      : fix(remedy.title, [{ start, end, text: written }], remedy.isPreferred);
  });
}
