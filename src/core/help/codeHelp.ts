import type { ProblemCode } from '../problem';

/** What each code means for the run, in one sentence. */
export const codeHelp: { readonly [code in ProblemCode]: string } = {
  syntax:
    'The file cannot be read here. A JSON document with an error is not sent at all. In other files, only the broken line or row is left out.',
  'no-contacts': 'There is nothing to send.',
  'missing-sid': 'Exotel finds a contact by its sid. Without one, the row is left out.',
  'malformed-sid':
    'Every sid from Exotel has 32 hexadecimal digits. An update sends others unless they are certain to be wrong. In all other commands, the row is left out.',
  'duplicate-sid': 'Two rows for one contact contradict each other. Neither is sent until you remove one.',
  'nothing-to-update': 'The row has a contact but no change, so it is left out.',
  'wrong-type':
    'Exotel’s fields take text, and custom_field takes an object. One wrong type can make a whole request fail, so the row is left out.',
  'bad-number':
    'Exotel expects E.164, or 0 and STD code. It may misread or reject anything else. A number that has lost digits is left out.',
  'bad-email': 'This does not look like an email address. The row is sent anyway, and Exotel decides.',
  'unknown-field': 'Only fields that Exotel documents are sent. The rest of the row is sent without this one.',
  'duplicate-column':
    'The header contains a field twice, or an object contains a key twice, so it is not clear which one applies. The row is left out, or the whole file if it is the header.',
  'lost-characters':
    'The file was read in the wrong encoding, and the original characters are lost. Reopen the file with the encoding it was saved with. The row is left out.',
  'imprecise-number':
    'Exotel receives the number exactly as it is written here. Programs that read it later may round it. A number in quotes keeps every digit.',
  'spreadsheet-damage': 'Characters that a spreadsheet or word processor added would be stored with the contact.',
};
