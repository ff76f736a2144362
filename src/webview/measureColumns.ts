import { columnTitle, type ColumnKey } from '../core/results/columnKey';
import { rowStateLabels } from '../core/results/rowState';
import type { Head } from '../protocol';
import type { ColumnNeed } from './fitColumns';
import type { ResultRows } from './resultRows';

/** Around the text of a cell. */
const padding = 18;
const iconAndGap = 22;
const arrow = 18;
/** The edited sign before the line number. */
const sign = 16;
/** Of codes and messages, the longest few; of a field's texts, the first ones known. */
const mostMeasured = 50;
const sampleRows = 200;
/** Every SID of Exotel has 32 hexadecimal digits, and those of a file are read only as they come into view. */
const anySid = '0'.repeat(32);

const context = document.createElement('canvas').getContext('2d');

/** How wide each column would like to be, by what it says. */
export function measureColumns(
  columns: readonly ColumnKey[],
  rows: ResultRows,
  kind: Head['kind'],
  table: HTMLElement,
): ColumnNeed[] {
  const { fontFamily, fontSize } = getComputedStyle(table);
  const size = parseFloat(fontSize);
  const plain = `${size}px ${fontFamily}`;
  const editorFont = getComputedStyle(document.documentElement).getPropertyValue('--vscode-editor-font-family');
  const mono = `${size * 0.92}px ${editorFont || 'monospace'}`;
  return columns.map((key) => {
    const title = widest([columnTitle(key, kind)], `600 ${plain}`) + arrow;
    const texts = widest(textsOf(key, rows), key === 'sid' ? mono : plain) + extra(key);
    return { key, natural: Math.ceil(Math.max(title, texts)) + padding };
  });
}

function extra(key: ColumnKey): number {
  return key === 'verdict' ? iconAndGap : key === 'line' ? sign : 0;
}

function textsOf(key: ColumnKey, rows: ResultRows): string[] {
  const { results } = rows;
  switch (key) {
    case 'line':
      return [String(rows.length > 0 ? rows.line(rows.length - 1) : 0).replace(/\d/g, '0')];
    case 'sid':
      return [anySid];
    case 'verdict':
      return [...new Set(results.map(([state]) => rowStateLabels[state ?? 'pending']))];
    case 'code':
      return longest(results.map(([, code]) => code));
    case 'message':
      return longest(results.map(([, , message]) => message ?? ''));
    case 'attempts':
      return ['00'];
    default:
      return [...rows.known].slice(0, sampleRows).map((row) => rows.text(row, key));
  }
}

function longest(texts: readonly string[]): string[] {
  const distinct = [...new Set(texts)];
  return distinct.length <= mostMeasured
    ? distinct
    : distinct.sort((a, b) => b.length - a.length).slice(0, mostMeasured);
}

function widest(texts: readonly string[], font: string): number {
  if (!context) return 0;
  context.font = font;
  return texts.reduce((width, text) => Math.max(width, context.measureText(text).width), 0);
}
