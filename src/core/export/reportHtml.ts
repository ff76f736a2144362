import { numberText } from '../count';
import type { ExportedRow } from './exportedRow';
import { countLines, headLines } from './headLines';
import type { Report } from './report';
import { reportStyle } from './reportStyle';
import type { TextParts } from './resendable';
import { verdictText } from './verdictText';
import { visible } from './visible';

/** A page that needs nothing else: no script, and nothing from elsewhere, which its policy forbids as well. All that others wrote is text. */
export function* reportHtml({ head, groups, groupCount, rows, rowCount, fields }: Report): TextParts {
  const title = `Results of ${escape(head.file)}`;
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${reportStyle}</style>
</head>
<body>
<h1>${title}</h1>
<dl>
`;
  for (const [name, text] of headLines(head)) yield `<dt>${name}</dt><dd dir="auto">${escape(text)}</dd>\n`;
  yield `</dl>\n<h2>Counts</h2>\n${tableHead(['Verdict', 'Rows'])}`;
  for (const [name, count] of countLines(head)) yield `<tr><td>${name}</td><td class="n">${count}</td></tr>\n`;
  yield `${tableEnd}<h2>Reasons</h2>\n${tableHead(['Rows', 'Verdict', 'Code', 'Message'])}`;
  for (const group of groups) {
    yield `<tr><td class="n">${numberText(group.rows)}</td>${verdictCells(group)}</tr>\n`;
  }
  yield tableEnd;
  if (groupCount > groups.length) yield `<p>${numberText(groupCount - groups.length)} more reasons are left out.</p>\n`;
  yield `<h2>Rows (${numberText(rowCount)})</h2>\n${tableHead(['Line', 'SID', 'Verdict', 'Code', 'Message', ...fields])}`;
  for (const row of rows()) {
    const values = row.values.map(textCell).join('');
    yield `<tr><td class="n">${row.line}</td><td class="sid">${escape(row.sid)}</td>${verdictCells(row)}${values}</tr>\n`;
  }
  yield `${tableEnd}</body>\n</html>\n`;
}

const tableEnd = '</tbody>\n</table>\n';

function tableHead(names: readonly string[]): string {
  const cells = names.map((name) => `<th scope="col">${escape(name)}</th>`).join('');
  return `<table>\n<thead><tr>${cells}</tr></thead>\n<tbody>\n`;
}

function verdictCells(row: Pick<ExportedRow, 'verdict' | 'code' | 'message' | 'keptFrom'>): string {
  return `<td class="${row.verdict}">${verdictText(row)}</td><td>${escape(row.code)}</td>${textCell(row.message)}`;
}

function textCell(text: string): string {
  return `<td dir="auto">${escape(text)}</td>`;
}

const entities: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => entities[character]!);
}
