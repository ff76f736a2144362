import { fieldOfKey, targetOfColumn, type ContactField } from '../contact';
import { finish } from '../steps';
import type { FileFormat, RowValues } from '../file/contactFile';
import { readContactFile } from './readContactFile';

const headLength = 65_536;

/**
 * Whether a text is a contacts file, judged by its first 64 kB: a CSV header with `sid` and one more column that we know, a
 * `contacts` array with a `sid` in it, or a bare array or lines of objects with `sid` and one more field that we know. Lists of calls,
 * messages and numbers have a sid, too, and perhaps a number or a tag; they are distinguished by their other columns and by their sids.
 */
export function looksLikeContacts(head: string, format: FileFormat): boolean {
  const text = head.slice(0, headLength);
  const file = finish(readContactFile(text, format, { emptyCells: 'keep' }));
  const { columns } = file;
  const rows = Array.from(file.rows.keys(), (row) => file.values(row) ?? {});
  switch (format) {
    case 'csv':
      return (
        isContactsHeader(
          columns.map(({ name }) => name),
          fieldOfColumn,
        ) && !haveOtherSids(rows)
      );
    case 'json': {
      const isList = /^\ufeff?\s*\[/.test(text);
      return rows.some(isList ? isContact : hasSid) && !(isList && haveOtherSids(rows));
    }
    case 'jsonLines':
      return rows.some(isContact) && !haveOtherSids(rows);
  }
}

/** Fields that other lists with a sid have as well. */
const common: ReadonlySet<string> = new Set(['number', 'tag']);

/** What lists of calls and messages are about. Two of these names in one header are not a coincidence. */
const otherSubjects =
  /^(from|to|status|duration|direction|price|priceunit|body|starttime|endtime|answeredby|answertime|recordingurl|callerid|forwardedfrom|calltype|numsegments|nummedia|errorcode)$/;

function isContactsHeader(
  names: readonly string[],
  fieldOf: (name: string) => ContactField | 'readOnly' | undefined,
): boolean {
  const fields = names.map(fieldOf);
  if (!fields.includes('sid')) return false;
  const others = fields.filter((field) => field !== undefined && field !== 'readOnly' && field !== 'sid');
  if (others.some((field) => !common.has(field))) return true;
  const unknown = names.filter((_, index) => fields[index] === undefined).map((name) => name.replace(/[\s_-]/g, ''));
  const isOther =
    unknown.some((name) => /.sid$/i.test(name)) ||
    unknown.filter((name) => otherSubjects.test(name.toLowerCase())).length > 1;
  return others.length > 0 && !isOther;
}

/** Exotel's contacts have 32 hexadecimal digits; with two letters before them they are calls, messages or numbers of another vendor. */
function haveOtherSids(rows: readonly RowValues[]): boolean {
  const sids = rows.flatMap(({ sid }) => sid || []);
  return sids.length > 0 && sids.every((sid) => typeof sid === 'string' && /^[A-Z]{2}[0-9a-f]{32}$/.test(sid));
}

function fieldOfColumn(name: string): ContactField | 'readOnly' | undefined {
  const target = targetOfColumn(name);
  switch (target.kind) {
    case 'field':
      return target.field;
    case 'customEntry':
      return 'custom_field';
    case 'readOnly':
      return 'readOnly';
    case 'unknown':
      return undefined;
  }
}

function hasSid({ sid }: RowValues) {
  return typeof sid === 'string';
}

function isContact(row: RowValues) {
  return hasSid(row) && isContactsHeader(Object.keys(row), fieldOfKey);
}
