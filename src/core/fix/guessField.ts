import { contactFields, type ContactField } from '../contact';

/** Names that other programs give to the fields, without what is no letter. */
const otherNames: { readonly [field in ContactField]: readonly string[] } = {
  sid: ['contactsid', 'contactid', 'id', 'exotelsid', 'exotelid', 'exotelcontactsid', 'cid', 'contactssid'],
  number: [
    ...['phone', 'phonenumber', 'phoneno', 'phonenum', 'mobile', 'mobilenumber', 'mobileno', 'mobilephone', 'cell'],
    ...['cellphone', 'cellnumber', 'contactnumber', 'contactno', 'telephone', 'telephonenumber', 'tel', 'msisdn'],
  ],
  first_name: ['first', 'fname', 'givenname', 'forename', 'firstnames'],
  last_name: ['last', 'lname', 'surname', 'familyname'],
  company_name: ['company', 'organisation', 'organization', 'org', 'firm', 'business', 'businessname', 'employer'],
  email: ['emailaddress', 'emailid', 'mail', 'mailid', 'mailaddress'],
  tag: ['tags', 'label', 'labels', 'category'],
  custom_field: ['custom', 'customfields', 'customs', 'customdata', 'customvalues'],
};

const byLetters = new Map<string, ContactField>(
  contactFields.flatMap((field) => [
    [letters(field), field] as const,
    ...otherNames[field].map((name) => [name, field] as const),
  ]),
);

/** The field that a name of a column or key stands for, if it is a usual name or a slip of the pen; else undefined. */
export function guessField(name: string): ContactField | undefined {
  const written = letters(name);
  const known = byLetters.get(written);
  if (known) return known;
  if (written.length < 4 || written.length > 20) return undefined;
  const near = new Set<ContactField>();
  for (const [candidate, field] of byLetters) {
    const slips = candidate.length < 6 ? 1 : 2;
    if (candidate.length >= 4 && distance(candidate, written, slips) <= slips) near.add(field);
  }
  return near.size === 1 ? [...near][0] : undefined;
}

/** What to write for a CSV column: also `custom_field.city` for `Custom Fields.city`. */
export function guessColumn(name: string): string | undefined {
  const dot = name.indexOf('.');
  const rest = dot > 0 ? name.slice(dot + 1).trim() : '';
  if (rest !== '') return guessField(name.slice(0, dot)) === 'custom_field' ? `custom_field.${rest}` : undefined;
  return guessField(name);
}

function letters(name: string): string {
  return name
    .toLowerCase()
    .normalize('NFKC')
    .replace(/[^\p{L}\p{N}]/gu, '');
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
