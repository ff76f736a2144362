import type { QuickPickItem } from 'vscode';
import { reportFormats, type ReportFormat } from '../../core/export/report';
import type { FileFormat } from '../../core/file/contactFile';
import { UserError } from '../../core/userError';
import { pickOne } from '../pickOne';
import type { ExportRequest } from './exportRequest';

const offers: { readonly [format in ReportFormat]: Omit<QuickPickItem, 'kind'> } = {
  html: { label: 'HTML', description: 'A page for any browser, to read, share or print' },
  markdown: { label: 'Markdown', description: 'Tables for an issue, a wiki or a chat' },
  csv: { label: 'CSV', description: 'For spreadsheets; no cell is taken for a formula' },
  json: { label: 'JSON', description: 'For other programs' },
};

/**
 * The format of a report.
 * @param source of the contacts file
 * @throws CancellationError when the user backs out
 */
export async function chooseFormat(wanted: ExportRequest['format'], source: FileFormat): Promise<ReportFormat> {
  if (wanted === 'source') return source === 'csv' ? 'csv' : 'json';
  if (wanted) return wanted;
  const items = reportFormats.map((format) => ({ ...offers[format], format }));
  const { format } = await pickOne(items, {
    title: 'Exotel Contacts: Export Results',
    placeholder: 'Format of the report',
  });
  return format;
}

/** @throws UserError when the caller wants a file to send again in a format that its source does not have */
export function requireSourceFormat(wanted: ExportRequest['format'], source: FileFormat): void {
  if (wanted === undefined || wanted === 'source' || (wanted === 'csv' && source === 'csv')) return;
  if (wanted === 'json' && source !== 'csv') return;
  throw new UserError(
    'wrong-argument',
    'A file to send again has the format of its contacts file. Leave “format” out, or export a report.',
  );
}
