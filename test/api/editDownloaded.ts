import Papa from 'papaparse';
import { sidOf } from '../sidOf';
import type { Scenario, ScenarioContact } from './roundTripScenario';

type Row = Record<string, unknown>;

/** A downloaded file, edited as by a program that knows nothing but the format. */
export function editDownloaded(text: string, { contacts, format, isReversed, hasUnknown }: Scenario): string {
  const isCsv = format === 'csv';
  const parsed = isCsv ? Papa.parse<Row>(text, { header: true, skipEmptyLines: true }) : undefined;
  const rows = parsed?.data ?? (format === 'json' ? (JSON.parse(text) as { contacts: Row[] }).contacts : linesOf(text));
  const edit = isCsv ? editCells : editObject;
  const edited = rows.flatMap((row) => {
    const contact = contacts[Number.parseInt(row['sid'] as string, 16)]!;
    return rowsOf(edit(row, contact), contact);
  });
  if (isReversed) edited.reverse();
  if (hasUnknown) edited.push({ sid: sidOf(1_000), tag: 'sent' });
  if (parsed) {
    const columns = new Set([...(parsed.meta.fields ?? []), ...edited.flatMap((row) => Object.keys(row))]);
    return Papa.unparse(edited, { columns: [...columns] });
  }
  const lines = edited.map((row) => JSON.stringify(row));
  return format === 'json' ? `{"contacts":[${lines.join(',')}]}` : lines.join('\n');
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Row);

function editObject(row: Row, { row: kind, edited, entries }: ScenarioContact): Row {
  if (kind !== 'edited') return row;
  const custom: Row = { ...(edited.custom_field ?? (row['custom_field'] as object)), ...entries };
  for (const [name, value] of Object.entries(entries)) if (value === undefined) delete custom[name];
  return { ...row, ...edited, custom_field: custom };
}

/** Entries of `custom_field` have columns of their own. */
function editCells(row: Row, { row: kind, edited, entries }: ScenarioContact): Row {
  if (kind !== 'edited') return row;
  const { custom_field: _, ...texts } = edited;
  const cells = Object.entries(entries).map(([name, value]) => [`custom_field.${name}`, value ?? ''] as const);
  return { ...row, ...texts, ...Object.fromEntries(cells) };
}

/** A row as often as it is in the file. */
function rowsOf(row: Row, { row: kind }: ScenarioContact): Row[] {
  switch (kind) {
    case 'removed':
      return [];
    case 'withoutSid':
      return [{ ...row, sid: undefined }];
    case 'twice':
      return [row, row];
    default:
      return [row];
  }
}
