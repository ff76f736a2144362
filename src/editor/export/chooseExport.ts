import type { QuickPickItem } from 'vscode';
import { count } from '../../core/count';
import { openVerdicts, type Verdict } from '../../core/outcome';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import { pickOne } from '../pickOne';
import { fileOf } from '../run/runsOfFiles';
import type { ExportRequest } from './exportRequest';

/** What is to be exported of a run. */
export interface ExportChoice {
  readonly kind: 'resendable' | 'report';
  /** At least one, in the order of the file. */
  readonly rows: readonly number[];
  /** Of a report: whether the contacts' values are in it. */
  readonly values: boolean;
}

interface Offer extends QuickPickItem {
  readonly choice: ExportChoice;
}

/**
 * Settles what is exported: what the caller says, and the person where that is not enough.
 * @throws UserError when no row is meant; CancellationError when the user backs out
 */
export async function chooseExport(record: RunRecord, request: ExportRequest): Promise<ExportChoice> {
  const given = givenRows(record, request);
  const rows = given ?? allRows(record);
  if (rows.length === 0) throw nothingToExport(record);
  if (request.kind === 'report') return { kind: 'report', rows, values: request.values ?? false };
  const file = fileLabel(fileOf(record));
  const offers = [...resendableOffers(record, given, file), ...(request.kind ? [] : reportOffers(rows))];
  const [only] = offers;
  if (only && offers.length === 1) return only.choice;
  const picked = await pickOne(offers, {
    title: 'Exotel Contacts: Export Results',
    placeholder: `What to export of ${file}`,
  });
  return picked.choice;
}

function resendableOffers(record: RunRecord, given: readonly number[] | undefined, file: string): Offer[] {
  const offer = (label: string, rows: readonly number[], detail: string): Offer => ({
    label,
    description: count(rows.length, 'row'),
    detail,
    choice: { kind: 'resendable', rows, values: false },
  });
  const same = `A file to send again, in the format of ${file}`;
  if (given) return [offer('Selected Rows', given, `${same}, with the verdict in each row`)];
  return [
    offer('Rows That Did Not Go Through', rowsWith(record, openVerdicts), `${same}, with the reason in each row`),
    offer('All Rows', allRows(record), `${same}, with the verdict in each row`),
  ].filter(({ choice }) => choice.rows.length > 0);
}

function reportOffers(rows: readonly number[]): Offer[] {
  const offer = (label: string, detail: string, values: boolean): Offer => ({
    label,
    description: count(rows.length, 'row'),
    detail,
    choice: { kind: 'report', rows, values },
  });
  return [
    offer('Report', 'What became of each row, without the contacts’ values', false),
    offer('Report with Contacts', 'What became of each row, with the contacts’ values', true),
  ];
}

function givenRows(record: RunRecord, { rows, verdicts: wanted }: ExportRequest): readonly number[] | undefined {
  if (!rows) return wanted && rowsWith(record, wanted);
  return [...new Set(rows)].filter((row) => row < record.description.rows.length).sort((a, b) => a - b);
}

function rowsWith(record: RunRecord, wanted: readonly Verdict[]): readonly number[] {
  return allRows(record).filter((row) => {
    const verdict = record.outcome(row)?.verdict;
    return verdict !== undefined && wanted.includes(verdict);
  });
}

function allRows(record: RunRecord): readonly number[] {
  return [...record.description.rows.keys()];
}

function nothingToExport(record: RunRecord): UserError {
  const message = `No row of ${fileLabel(fileOf(record))} has such a verdict in this run, so nothing was exported.`;
  const show = { title: 'Show Results', command: commandId('showResults'), arguments: [record.description.runId] };
  return new UserError('nothing-to-export', message, [show], { severity: 'information' });
}
