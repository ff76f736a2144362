import { targetOfColumn, type ContactField } from '../contact';

/** What each field means, in a sentence or two of Markdown; source: Exotel's reference of contacts. */
export const fieldHelp: { readonly [field in ContactField]: string } = {
  sid: 'ID of the contact: 32 hexadecimal digits, assigned by Exotel when the contact was created. Every row needs it, and it never changes.',
  number:
    'Phone number in E.164: `+`, country code and digits, such as `+919876543210`. A landline can also be written as `0`, STD code and number.',
  first_name: 'First name.',
  last_name: 'Last name.',
  company_name: 'Name of the company.',
  email: 'Email address.',
  tag: 'Your own label, to group contacts.',
  custom_field:
    'Your own fields, as an object such as `{"city": "Pune"}`. It can be nested. In a CSV file, one column contains the whole object, or a column such as `custom_field.city` contains one entry.',
};

/** What the column of a CSV file holds, in Markdown. */
export function columnHelp(name: string): string {
  const target = targetOfColumn(name);
  switch (target.kind) {
    case 'field':
      return fieldHelp[target.field];
    case 'customEntry':
      return `One entry of \`custom_field\`, sent as text.`;
    case 'readOnly':
      return 'Set by Exotel or by an export. It is allowed here, but it is not sent.';
    case 'unknown':
      return 'Exotel does not document this field, so it is not sent.';
  }
}
