import type { ContactFile, RowValues } from '../../../../src/core/file/contactFile';
import type { TextRange } from '../../../../src/core/problem';

/** The rows of a file, each with its place and its values. */
export function rowsOf(file: ContactFile): (TextRange & { readonly values: RowValues | undefined })[] {
  return Array.from(file.rows.keys(), (row) => ({ ...file.rows.range(row), values: file.values(row) }));
}

/** The values of a file's rows. */
export function valuesOf(file: ContactFile): (RowValues | undefined)[] {
  return rowsOf(file).map(({ values }) => values);
}
