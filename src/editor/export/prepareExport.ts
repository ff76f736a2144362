import type { Uri } from 'vscode';
import { isDone } from '../../core/outcome';
import { contactValues } from '../../core/export/contactValues';
import { makeReport } from '../../core/export/makeReport';
import { writeReport, type ReportFormat } from '../../core/export/report';
import { resendable, type TextParts } from '../../core/export/resendable';
import type { FileFormat } from '../../core/file/contactFile';
import { formatOf } from '../../core/file/formatOf';
import type { RunRecord } from '../../core/run/runRecord';
import { finishInSlices } from '../../core/steps';
import type { FileEncoding } from '../../core/text/encode';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { CheckedContacts } from '../readContacts';
import type { ContactsOfRuns } from '../run/contactsOfRuns';
import { fileOf } from '../run/runsOfFiles';
import { readSetting } from '../settings';
import type { ExportChoice } from './chooseExport';
import { chooseFormat, requireSourceFormat } from './chooseFormat';
import type { ExportRequest } from './exportRequest';
import { namesOf } from './namesOf';

/** What is written, and how. */
export interface PreparedExport {
  readonly parts: (signal: AbortSignal) => Promise<TextParts>;
  readonly encoding: FileEncoding;
  /** Of the name that is proposed, in place of the source's: `failed.csv`. */
  readonly ending: string;
}

/** @throws UserError when the text of the run is needed and not at hand; CancellationError when the user backs out */
export function prepareExport(
  record: RunRecord,
  choice: ExportChoice,
  { format }: ExportRequest,
  contacts: ContactsOfRuns,
): Promise<PreparedExport> {
  const prepare = choice.kind === 'resendable' ? prepareResendable : prepareReport;
  return prepare(record, choice, format, contacts);
}

async function prepareResendable(
  record: RunRecord,
  { rows }: ExportChoice,
  format: ExportRequest['format'],
  contacts: ContactsOfRuns,
): Promise<PreparedExport> {
  const uri = fileOf(record);
  const { checked, encoding } = await requireContacts(
    record,
    contacts,
    'its rows cannot be exported in its own format',
  );
  const { file } = checked;
  requireSourceFormat(format, file.format);
  const outcome = (row: number) => record.outcome(row);
  const emptyCells = readSetting('emptyCells', uri);
  const isFailed = rows.every((row) => !isDone(outcome(row)?.verdict));
  return {
    parts: async () => resendable({ file, rows, outcome, emptyCells }),
    encoding,
    ending: `${isFailed ? 'failed' : 'results'}.${extensionOf(uri, file.format)}`,
  };
}

async function prepareReport(
  record: RunRecord,
  { rows, values: wantsValues }: ExportChoice,
  wanted: ExportRequest['format'],
  contacts: ContactsOfRuns,
): Promise<PreparedExport> {
  const uri = fileOf(record);
  const found = wantsValues ? await requireContacts(record, contacts, 'a report cannot have their values') : undefined;
  const format = await chooseFormat(wanted, formatOf(uri.path) ?? found?.checked.file.format ?? 'csv');
  return {
    async parts(signal) {
      const values = found && (await finishInSlices(contactValues(found.checked.file), signal));
      return writeReport(await finishInSlices(makeReport(record, namesOf(record), { rows, values }), signal), format);
    },
    encoding: { name: 'utf8', hasByteOrderMark: false },
    ending: `report.${reportExtensions[format]}`,
  };
}

/** @throws UserError when the text that the run was made of is not at hand */
async function requireContacts(
  record: RunRecord,
  contacts: ContactsOfRuns,
  consequence: string,
): Promise<CheckedContacts> {
  const found = await contacts.find(record);
  if (found) return found;
  const { runId } = record.description;
  throw new UserError(
    'source-changed',
    `${fileLabel(fileOf(record))} was changed, moved or deleted since this run, and the run history does not contain contacts, so ${consequence}. ` +
      'Export a report instead, or run “Retry Rows That Did Not Go Through”.',
    [{ title: 'Export Report', command: commandId('exportResults'), arguments: [{ runId, kind: 'report' }] }],
  );
}

const reportExtensions: { readonly [format in ReportFormat]: string } = {
  html: 'html',
  markdown: 'md',
  csv: 'csv',
  json: 'json',
};

function extensionOf(uri: Uri, format: FileFormat): string {
  const written = /\.([A-Za-z]+)$/.exec(uri.path)?.[1];
  if (written && formatOf(uri.path)) return written;
  return format === 'jsonLines' ? 'jsonl' : format;
}
