import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import type { CheckedFile } from '../../core/check/checkContacts';
import type { ContactFile } from '../../core/file/contactFile';
import { codeHelp } from '../../core/help/codeHelp';
import { columnHelp, fieldHelp } from '../../core/help/fieldHelp';
import type { TextRange } from '../../core/problem';
import { toRange } from '../files/toRange';
import { commandId } from '../ids';
import { contactActions } from './contactActions';
import type { LiveChecks } from './liveChecks';

/**
 * Explains the field under the pointer, for a CSV cell under the name of its column, and the codes of what is wrong there; and offers
 * what can be done with that one contact.
 */
export class FieldHovers implements HoverProvider {
  constructor(private readonly live: LiveChecks) {}

  provideHover(document: TextDocument, position: Position): Hover | undefined {
    const contacts = this.live.latest(document);
    if (contacts?.version !== document.version) return undefined;
    const { checked, lines } = contacts;
    const offset = document.offsetAt(position);
    const place = placeAt(checked.file, offset);
    if (!place) return undefined;
    const text = new MarkdownString();
    text.appendMarkdown('**').appendText(place.name).appendMarkdown('**');
    if (place.column !== undefined) text.appendMarkdown(` (column ${place.column + 1})`);
    text.appendMarkdown(`\n\n${place.help}`);
    const codes = new Set(checked.problems.filter((problem) => isAt(problem, offset)).map(({ code }) => code));
    for (const code of codes) text.appendMarkdown(`\n\n\`${code}\`: `).appendText(codeHelp[code]);
    const links = place.row === undefined ? undefined : linksFor(document, checked, place.row);
    return new Hover(links ? [text, links] : [text], toRange(place, lines));
  }
}

/** What can be done with the contact of a row; undefined where it cannot be sent. Nothing of the file is in this trusted text. */
function linksFor({ uri }: TextDocument, { isSendable, sidOf }: CheckedFile, row: number): MarkdownString | undefined {
  if (!isSendable(row)) return undefined;
  const links = new MarkdownString('This contact: ');
  links.isTrusted = { enabledCommands: contactActions.map(({ command }) => commandId(command)) };
  // A bracket would end the link.
  const argument = encodeURIComponent(JSON.stringify([uri, [sidOf(row)]])).replace(/[()]/g, encodeBracket);
  const texts = contactActions.map(({ label, command }) => `[${label}](command:${commandId(command)}?${argument})`);
  return links.appendMarkdown(texts.join(' | '));
}

const encodeBracket = (bracket: string) => `%${bracket.charCodeAt(0).toString(16)}`;

interface Place extends TextRange {
  readonly name: string;
  readonly help: string;
  readonly column?: number;
  /** Undefined in the header. */
  readonly row?: number;
}

function placeAt(file: ContactFile, offset: number): Place | undefined {
  if (file.format === 'csv') {
    const row = isInHeader(file, offset) ? undefined : rowAt(file, offset);
    const cells: readonly TextRange[] = row === undefined ? file.columns : file.fieldRanges(row);
    const column = cells.findIndex((cell) => isAt(cell, offset));
    const cell = cells[column];
    const name = file.columns[column]?.name;
    return cell && name !== undefined
      ? { start: cell.start, end: cell.end, name, help: columnHelp(name), column, ...(row !== undefined && { row }) }
      : undefined;
  }
  const row = rowAt(file, offset);
  for (const { nameRange, start, end, field, name } of file.fieldRanges(row)) {
    const range = [nameRange, { start, end }].find((part) => isAt(part, offset));
    if (range) return { ...range, name, help: field ? fieldHelp[field] : columnHelp(name), row };
  }
  return undefined;
}

function isInHeader({ columns }: ContactFile, offset: number): boolean {
  return offset <= (columns.at(-1)?.end ?? -1);
}

/** The row around a place, or the number of rows: there are no fields then. */
function rowAt({ rows }: ContactFile, offset: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows.end(middle) < offset) low = middle + 1;
    else high = middle;
  }
  return low < rows.length && rows.start(low) <= offset ? low : rows.length;
}

function isAt({ start, end }: TextRange, offset: number): boolean {
  return start <= offset && offset <= end;
}
