import { numberText } from '../count';
import { countLines, headLines } from './headLines';
import type { Report } from './report';
import type { TextParts } from './resendable';
import { rowStateLabels } from '../results/rowState';
import { verdictText } from './verdictText';
import { visible } from './visible';

/** Tables for people. All that others wrote is text: nothing in it is markup, and every character is visible. */
export function* reportMarkdown({ head, groups, groupCount, rows, rowCount, fields }: Report): TextParts {
  yield `# Results of ${escape(head.file)}\n\n`;
  for (const [name, text] of headLines(head)) yield `- **${name}:** ${escape(text)}\n`;
  yield '\n## Counts\n\n' + tableHead(['Verdict', 'Rows']);
  for (const line of countLines(head)) yield tableRow(line);
  yield '\n## Reasons\n\n' + tableHead(['Rows', 'Verdict', 'Code', 'Message']);
  for (const group of groups) {
    yield tableRow([numberText(group.rows), rowStateLabels[group.verdict], group.code, group.message]);
  }
  if (groupCount > groups.length) yield `\n${numberText(groupCount - groups.length)} more reasons are left out.\n`;
  yield `\n## Rows (${numberText(rowCount)})\n\n`;
  yield tableHead(['Line', 'SID', 'Verdict', 'Code', 'Message', ...fields]);
  for (const row of rows()) {
    yield tableRow([String(row.line), row.sid, verdictText(row), row.code, row.message, ...row.values]);
  }
}

function tableHead(names: readonly string[]): string {
  return (
    tableRow(names) +
    tableRow(
      names.map(() => '---'),
      (name) => name,
    )
  );
}

function tableRow(cells: readonly string[], write = escape): string {
  return `| ${cells.map(write).join(' | ')} |\n`;
}

function escape(text: string): string {
  return visible(text.replace(/[\\`*_{}[\]<>|~$#&!:@]/g, '\\$&'));
}
