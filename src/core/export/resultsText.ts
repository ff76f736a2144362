import { count, numberText } from '../count';
import type { TextParts } from './resendable';

type NamedText = readonly [name: string, text: string];

/** Results as a document to be read from its beginning to its end: what matters most comes first. */
export interface ResultsText {
  readonly title: string;
  readonly head: readonly NamedText[];
  readonly counts: readonly NamedText[];
  readonly groups: readonly { readonly rows: number; readonly text: string }[];
  /** Each with all of its rows, of which only some may be listed. */
  readonly sections: readonly {
    readonly title: string;
    readonly rows: number;
    readonly lines: () => Iterable<string>;
  }[];
  /** How to get the rows that are not listed. */
  readonly more?: string;
}

/** More lines are of no use to anybody, and an editor is slow with them. */
const mostLines = 10_000;

export function* resultsText({ title, head, counts, groups, sections, more }: ResultsText): TextParts {
  yield `${title}\n\n`;
  for (const [name, text] of head) yield `${name}: ${text}\n`;
  yield '\nCounts\n';
  for (const [name, text] of counts) yield `  ${name}: ${text}\n`;
  if (groups.length > 0) yield '\nReasons\n';
  for (const { rows, text } of groups) yield `  ${numberText(rows)} × ${text}\n`;
  let listed = 0;
  let all = 0;
  for (const section of sections) {
    all += section.rows;
    if (section.rows === 0 || listed === mostLines) continue;
    yield `\n${section.title} (${numberText(section.rows)})\n`;
    for (const line of section.lines()) {
      if (listed === mostLines) break;
      listed++;
      yield `  ${line}\n`;
    }
  }
  if (listed < all) {
    yield `\nOnly the first ${numberText(listed)} of ${count(all, 'row')} are listed here.${more ? ` ${more}` : ''}\n`;
  }
}
