import { contactFields, type ContactField } from '../contact';
import type { ContactFile } from '../file/contactFile';
import type { Steps } from '../steps';

const rowsPerStep = 20_000;

/** The contacts' values for a report that was asked to have them. */
export interface ContactValues {
  /** Those that some row has, but for the sid, in the order of `contactFields`. */
  readonly fields: readonly ContactField[];
  /** In the order of `fields`; empty where the row has none or cannot be read. Read from the text again each time. */
  readonly of: (row: number) => readonly string[];
}

export function* contactValues(file: ContactFile): Steps<ContactValues> {
  let present = 0;
  for (const row of file.rows.keys()) {
    if (row % rowsPerStep === rowsPerStep - 1) yield;
    if (!file.rows.isFaulty(row)) present |= file.rows.fields(row);
  }
  const fields = contactFields.filter((field, index) => field !== 'sid' && (present & (1 << index)) !== 0);
  return { fields, of: (row) => valuesOf(file, row, fields) };
}

function valuesOf(file: ContactFile, row: number, fields: readonly ContactField[]): readonly string[] {
  const values = file.values(row) ?? {};
  return fields.map((field) => {
    const value = values[field] ?? (field === 'custom_field' ? values['custom'] : undefined);
    return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
  });
}
