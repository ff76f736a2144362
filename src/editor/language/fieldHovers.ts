import { Hover, MarkdownString, type HoverProvider, type Position, type TextDocument } from 'vscode';
import type { ContactFile } from '../../core/file/contactFile';
import { codeHelp } from '../../core/help/codeHelp';
import { columnHelp, fieldHelp } from '../../core/help/fieldHelp';
import type { TextRange } from '../../core/problem';
import { toRange } from '../files/toRange';
import type { LiveChecks } from './liveChecks';

/** Explains the field under the pointer, for a CSV cell under the name of its column, and the codes of what is wrong there. */
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
    return new Hover(text, toRange(place, lines));
  }
}

interface Place extends TextRange {
  readonly name: string;
  readonly help: string;
  readonly column?: number;
}

function placeAt(file: ContactFile, offset: number): Place | undefined {
  if (file.format === 'csv') {
    const cells: readonly TextRange[] = isInHeader(file, offset) ? file.columns : file.fieldRanges(rowAt(file, offset));
    const column = cells.findIndex((cell) => isAt(cell, offset));
    const cell = cells[column];
    const name = file.columns[column]?.name;
    return cell && name !== undefined
      ? { start: cell.start, end: cell.end, name, help: columnHelp(name), column }
      : undefined;
  }
  const found = file.fieldRanges(rowAt(file, offset)).find(({ nameRange }) => isAt(nameRange, offset));
  if (!found) return undefined;
  const help = found.field ? fieldHelp[found.field] : columnHelp(found.name);
  return { ...found.nameRange, name: found.name, help };
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
