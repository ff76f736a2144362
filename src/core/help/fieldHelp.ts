import { targetOfColumn, type ContactField } from '../contact';

/** What each field means, in a sentence or two of Markdown; source: Exotel's reference of contacts. */
export const fieldHelp: { readonly [field in ContactField]: string } = {
  sid: 'Identity of the contact: 32 hexadecimal digits, given by Exotel when the contact was created. Every row needs it, and it is never changed.',
  number:
    'Phone number in E.164: `+`, country code and digits, such as `+919876543210`. A landline may be written as `0`, STD code and number.',
  first_name: 'First name.',
  last_name: 'Last name.',
  company_name: 'Name of the company.',
  email: 'E-mail address.',
  tag: 'One label of your own, to sort contacts by.',
  custom_field:
    'Fields of your own, as an object such as `{"city": "Pune"}`. It may nest. In CSV a column holds the whole object, or `custom_field.city` one entry.',
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
      return 'Set by Exotel. It can stand here, and is not sent.';
    case 'unknown':
      return 'Exotel documents no such field, so this is not sent.';
  }
}
