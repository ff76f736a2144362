import type { ProblemCode } from '../problem';

/** What each code means for the run, in one sentence. */
export const codeHelp: { readonly [code in ProblemCode]: string } = {
  syntax:
    'The file cannot be read here. A JSON document is sent whole or not at all; a broken line or row stays out alone.',
  'no-contacts': 'There is nothing that could be sent.',
  'missing-sid': 'Exotel finds a contact by its sid. Without one the row stays out.',
  'malformed-sid':
    'Every sid that Exotel shows has 32 hexadecimal digits. Others are sent, unless they are sure to be wrong.',
  'duplicate-sid': 'Two rows for one contact contradict each other. None of them is sent until one is left.',
  'nothing-to-update': 'The row names a contact and no change, so it stays out.',
  'wrong-type':
    'Exotel’s fields take text, and custom_field an object. One wrong type can spoil a whole request, so the row stays out.',
  'bad-number':
    'Exotel expects E.164, or 0 and STD code. Anything else it guesses at or refuses; a number that has lost digits stays out.',
  'bad-email': 'This is hardly an address. The row is sent, and Exotel decides.',
  'unknown-field': 'Only fields that Exotel documents are sent. The rest of the row is.',
  'duplicate-column': 'The same field is named twice, and nobody can tell which one counts.',
  'spreadsheet-damage': 'Characters that a spreadsheet or word processor put there would be stored with the contact.',
};
