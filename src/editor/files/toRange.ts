import { Range } from 'vscode';
import type { LineTable } from '../../core/text/lineTable';
import type { TextRange } from '../../core/problem';

export function toRange({ start, end }: TextRange, lines: Pick<LineTable, 'positionAt'>): Range {
  const from = lines.positionAt(start);
  const to = lines.positionAt(end);
  return new Range(from.line, from.character, to.line, to.character);
}
