import type { ContactFile } from '../file/contactFile';
import { inDoubleQuotes } from '../json/oddQuotes';
import type { TextSource } from '../text/textSource';
import type { Problem } from '../problem';
import type { SyntaxFault, SyntaxFaultKind } from '../syntaxFault';
import { fix, type Fix } from './fix';
import { everywhere } from './fixField';

interface Remedy {
  readonly title: string;
  /** With # for how many there are. */
  readonly everywhere: string;
  /** Whether it cannot be doubted, by the text before and after the range; not where this is left out. */
  isSure?(before: string, behind: string, written: string): boolean;
  /** What to write in place of the range; undefined when there is nothing to offer after all. */
  write(written: string, fault: SyntaxFault): string | undefined;
}

/** A name with its colon, in quotes of any kind or in none. */
const member = /^\s*(?:"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'|[\p{L}\p{N}_$-]+)\s*:/u;
/** What can be after a value or name. */
const isAtEnd = (behind: string) => /^(?:\s|[,:}\]]|$)/.test(behind);
const always = () => true;

/** The faults of JSON that have one plain remedy. A bracket could belong elsewhere, so it is on offer and no more. */
const remedies: { readonly [kind in SyntaxFaultKind]?: Remedy } = {
  'missing-comma': {
    title: 'Insert the missing comma',
    everywhere: 'Insert all # missing commas',
    // Between two texts or numbers of a list it could be that they are one: "5""7", 98765 43210.
    isSure: (before, behind) =>
      /[}\]]$/.test(before) || /^\s*[{[]/.test(behind) || (/^\s/.test(behind) && member.test(behind)),
    write: () => ',',
  },
  'missing-colon': {
    title: 'Insert the missing colon',
    everywhere: 'Insert all # missing colons',
    // What is a name itself can hardly be the value of the one before.
    isSure: (_, behind) => /^\s+["{[\d-]/.test(behind) && !member.test(behind),
    write: () => ':',
  },
  'missing-brackets': {
    title: 'Insert the missing bracket',
    everywhere: 'Insert all # missing brackets',
    write: (_, { missing }) => missing,
  },
  'extra-comma': {
    title: 'Remove the comma',
    everywhere: 'Remove all # extra commas',
    isSure: always,
    write: () => '',
  },
  'empty-place': {
    title: 'Remove the comma',
    everywhere: 'Remove all # commas without a value',
    write: () => '',
  },
  'extra-bracket': {
    title: 'Remove the bracket',
    everywhere: 'Remove all # extra brackets',
    write: () => '',
  },
  comment: {
    title: 'Remove the comment',
    everywhere: 'Remove all # comments',
    write: () => '',
  },
  'invisible-character': {
    title: 'Remove the invisible character',
    everywhere: 'Remove all # invisible characters between values',
    isSure: always,
    write: () => ' ',
  },
  'unquoted-name': {
    title: 'Put the name in double quotes',
    everywhere: 'Put all # names in double quotes',
    isSure: (_, behind, written) => /^\s*:/.test(behind) && /^[\p{L}\p{N}_$-]+$/u.test(written),
    write: (written) => JSON.stringify(written),
  },
  'unquoted-value': {
    title: 'Put the value in double quotes',
    everywhere: 'Put all # values in double quotes',
    write: (written) =>
      /^(?:none|null|nan|undefined|true|false)$/i.test(written) ? undefined : JSON.stringify(written),
  },
  'other-quotes': {
    title: 'Use straight double quotes',
    everywhere: 'Use straight double quotes for all # texts',
    // A quote inside that was taken for the closing one has letters after it.
    isSure: (_, behind, written) => isAtEnd(behind) && isJson(inDoubleQuotes(written)),
    write: inDoubleQuotes,
  },
  'control-character': {
    title: 'Escape the character',
    everywhere: 'Escape all # control characters',
    isSure: always,
    write: (written) => JSON.stringify(written).slice(1, -1),
  },
  'single-backslash': {
    title: 'Double the backslash',
    everywhere: 'Double all # backslashes',
    write: (written) => `\\${written}`,
  },
};

/** As much of the text around a fault as is looked at. */
const glance = 400;

/** The ways to correct a `syntax` problem; none for most of them. */
export function fixSyntax({ text }: ContactFile, { fault, start, end }: Problem): Fix[] {
  const remedy = fault && remedies[fault.kind];
  if (!remedy) return [];
  const written = text.slice(start, end);
  const better = remedy.write(written, fault);
  if (better === undefined) return [];
  const isSure = remedy.isSure?.(before(text, start), text.slice(end, end + glance), written) ?? false;
  return [fix(remedy.title, [{ start, end, text: better }], isSure, everywhere(remedy.title, remedy.everywhere))];
}

function before(text: TextSource, offset: number): string {
  return text.slice(Math.max(0, offset - glance), offset).trimEnd();
}

function isJson(written: string): boolean {
  try {
    JSON.parse(written);
    return true;
  } catch {
    return false;
  }
}
