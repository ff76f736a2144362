import { contactFields, type ContactField } from '../contact';

/** The field that an unknown name stands for. */
export interface FieldGuess {
  readonly field: ContactField;
  /** It is the field's own name or a usual other name for it, not just similar or sometimes used for it. */
  readonly isCertain: boolean;
}

/** Names that other programs give to the fields and to nothing else, without white space, dashes, underscores and dots. */
const otherNames: { readonly [field in ContactField]: readonly string[] } = {
  sid: ['contactsid'],
  number: [
    ...['phone', 'phonenumber', 'phoneno', 'mobile', 'mobilenumber', 'mobileno', 'mobilephone', 'cellphone'],
    ...['contactnumber', 'contactno', 'telephone', 'telephonenumber', 'msisdn'],
  ],
  first_name: ['givenname', 'forename', 'fname'],
  last_name: ['surname', 'familyname', 'lname'],
  company_name: ['company', 'organisation', 'organization'],
  email: ['emailaddress', 'emailid'],
  tag: [],
  custom_field: ['customfields'],
};

/** Names that can stand for the field and for something else as well: the id of another system, a postal address, a first call. */
const doubtfulNames: { readonly [field in ContactField]: readonly string[] } = {
  sid: ['id', 'cid', 'contactid', 'exotelsid', 'exotelid', 'contactssid', 'exotelcontactsid'],
  number: ['cell', 'cellnumber', 'phonenum', 'tel'],
  first_name: ['first', 'firstnames'],
  last_name: ['last'],
  company_name: ['org', 'firm', 'business', 'businessname', 'employer'],
  email: ['mail', 'mailid', 'mailaddress'],
  tag: ['tags', 'label', 'labels', 'category'],
  custom_field: ['customs', 'customdata', 'customvalues'],
};

const certain = new Map(contactFields.flatMap((field) => [fold(field), ...otherNames[field]].map((n) => [n, field])));
const doubtful = new Map(contactFields.flatMap((field) => doubtfulNames[field].map((name) => [name, field])));

/** The field that a name of a column or key stands for, if it is a usual name or a typing mistake; else undefined. */
export function guessField(name: string): FieldGuess | undefined {
  const exact = certain.get(fold(name));
  if (exact) return { field: exact, isCertain: true };
  const written = letters(name);
  const field = certain.get(written) ?? doubtful.get(written) ?? nearest(written);
  return field && { field, isCertain: false };
}

/** What to write for a CSV column: also `custom_field.city` for `Custom Fields.city`. */
export function guessColumn(name: string): { readonly name: string; readonly isCertain: boolean } | undefined {
  const dot = name.indexOf('.');
  const rest = dot > 0 ? name.slice(dot + 1).trim() : '';
  const guess = guessField(rest === '' ? name : name.slice(0, dot));
  if (!guess) return undefined;
  if (rest === '') return { name: guess.field, isCertain: guess.isCertain };
  return guess.field === 'custom_field' ? { name: `custom_field.${rest}`, isCertain: guess.isCertain } : undefined;
}

/** In any case, with anything for underscores. */
function fold(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_.-]+/g, '');
}

function letters(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

/** The one field that a name with a letter or two wrong is nearest to. */
function nearest(written: string): ContactField | undefined {
  if (written.length < 4 || written.length > 20) return undefined;
  const near = new Set<ContactField>();
  for (const [name, field] of certain) {
    const slips = name.length < 8 ? 1 : 2;
    if (name.length >= 4 && distance(name, written, slips) <= slips) near.add(field);
  }
  return near.size === 1 ? [...near][0] : undefined;
}

/** How many letters are wrong, missing, too many or swapped with their neighbour; `most` + 1 for anything above `most`. */
function distance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, rows[i - 2]![j - 2]! + 1);
      row.push(cost);
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
