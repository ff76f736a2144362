import { fieldOfKey } from '../contact';
import { finish } from '../steps';
import type { FileFormat, FileRow } from './contactFile';
import { readContactFile } from './readContactFile';

const headLength = 65_536;

/**
 * Whether a text is a contacts file, judged by its first 64 kB: a CSV header with `sid` and one more column that we know, a
 * `contacts` array with a `sid` in it, or a bare array or lines of objects with `sid` and one more field that we know.
 */
export function looksLikeContacts(head: string, format: FileFormat): boolean {
  const text = head.slice(0, headLength);
  const { columns, rows } = finish(readContactFile(text, format, { emptyCells: 'keep' }));
  switch (format) {
    case 'csv': {
      const fields = columns.flatMap(({ target }) =>
        target.kind === 'field' ? target.field : target.kind === 'customEntry' ? 'custom_field' : [],
      );
      return fields.includes('sid') && fields.some((field) => field !== 'sid');
    }
    case 'json':
      return rows.some(/^\ufeff?\s*\[/.test(text) ? hasSidAndField : hasSid);
    case 'jsonLines':
      return rows.some(hasSidAndField);
  }
}

function hasSid({ values }: FileRow) {
  return values !== undefined && typeof values['sid'] === 'string';
}

function hasSidAndField(row: FileRow) {
  return hasSid(row) && Object.keys(row.values!).some((key) => key !== 'sid' && isField(key));
}

function isField(key: string) {
  const field = fieldOfKey(key);
  return field !== undefined && field !== 'readOnly';
}
