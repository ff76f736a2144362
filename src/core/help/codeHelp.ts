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
  'duplicate-column':
    'The header names a field twice, or an object names a key twice, and nobody can tell which one counts. The row, or with a header the file, stays out.',
  'lost-characters':
    'The file was read in the wrong encoding, and what was in this place is gone. Reopen the file with the encoding it was saved with. The row stays out.',
  'imprecise-number':
    'Exotel gets the number exactly as it is written here. Programs that read it from there may round it; a number in quotes keeps every digit.',
  'spreadsheet-damage': 'Characters that a spreadsheet or word processor put there would be stored with the contact.',
};
