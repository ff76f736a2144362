import { closedUpEmail, plainEmail } from '../check/checkEmail';
import { repairText } from '../check/checkDamage';
import { isWellFormedSid } from '../contact';
import { numberText } from '../count';
import type { FieldRange } from '../file/contactFile';
import { fix, type Everywhere, type Fix } from './fix';
import type { FixContext } from './fixContext';
import { repairDamage } from './fixDamage';
import { betterNumbers, type BetterNumber } from './fixNumber';
import { fixNull } from './removeMembers';
import { readText, writeValue } from './writeValue';

/** The codes about one value. */
export type FieldCode = 'wrong-type' | 'malformed-sid' | 'bad-number' | 'bad-email' | 'spreadsheet-damage';

/** The ways to correct one value; for a number without a country code there are many. */
export function fixField(code: FieldCode, row: number, field: FieldRange, context: FixContext): Fix[] {
  const { file } = context.checked;
  if (code === 'wrong-type') return fixType(field, row, context);
  const value = readText(file, field);
  if (value === undefined) return [];
  const write = (title: string, better: string | undefined, isPreferred: boolean, everywhere: Everywhere) =>
    better === undefined || better === value
      ? []
      : [fix(title, [writeValue(file, field, better)], isPreferred, everywhere)];

  switch (code) {
    case 'malformed-sid': {
      const bare = repairText(value, true).replace(/[\s"'{}-]+/g, '');
      const better = isWellFormedSid(bare) ? bare : undefined;
      return write('Clean up the sid', better, isSidInside(value), everywhere('sid', 'Clean up all # sids'));
    }
    case 'bad-number':
      return betterNumbers(value, context.defaultCountryCode).flatMap((better) =>
        write(numberTitle(better), better.number, better.isPreferred, numbersTitle(better)),
      );
    case 'bad-email': {
      const plain = plainEmail(value);
      return plain === undefined
        ? write(
            'Remove the spaces from the email address',
            closedUpEmail(value),
            false,
            everywhere('spaces', 'Remove the spaces from all # email addresses'),
          )
        : write(
            'Keep only the email address',
            plain,
            true,
            everywhere('address', 'Keep only the email address in all # values'),
          );
    }
    case 'spreadsheet-damage': {
      const repair = repairDamage(value, field.field);
      if (!repair) return [];
      const { kind, text, isPreferred } = repair;
      return write(repairTitles[kind][0], text, isPreferred, everywhere(kind, repairTitles[kind][1]));
    }
  }
}

const repairTitles = {
  quotes: ['Use straight quotes', 'Use straight quotes in all # values'],
  apostrophe: ['Remove the apostrophe', 'Remove the apostrophe from all # values'],
  invisible: ['Remove invisible characters', 'Remove invisible characters from all # values'],
} as const;

/** @param title with # for the count */
export function everywhere(key: string, title: string): Everywhere {
  return { key, title: (count) => title.replace('#', numberText(count)) };
}

/** Whether a sid, whole or with the dashes of a UUID, is there with white space, quotes or braces around it. */
function isSidInside(value: string): boolean {
  const written = value.length > 100 ? '' : repairText(value, false);
  return /^[\s"'{]*(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})[\s"'}]*$/i.test(written);
}

function numberTitle({ change, country }: BetterNumber): string {
  const code = country?.code ?? '';
  const name = country?.name ? ` (${country.name})` : '';
  switch (change) {
    case 'separators':
      return 'Remove spaces, dashes and brackets';
    case 'trunk':
      return 'Remove the 0 after the country code';
    case 'plus':
      return `Add + before ${code}${name}`;
    case 'country':
      return `Add +${code}${name}`;
  }
}

function numbersTitle({ change, country }: BetterNumber): Everywhere {
  const code = country?.code ?? '';
  switch (change) {
    case 'separators':
      return everywhere(change, 'Remove spaces, dashes and brackets from all # numbers');
    case 'trunk':
      return everywhere(change, 'Remove the 0 after the country code in all # numbers');
    case 'plus':
      return everywhere(`+ ${code}`, `Add + to all # numbers that start with ${code}`);
    case 'country':
      return everywhere(`+${code}`, `Add +${code} to all # local numbers`);
  }
}

/** A number goes into quotes digit for digit, unless a spreadsheet's exponent has eaten some. */
function fixType(field: FieldRange, row: number, context: FixContext): Fix[] {
  const { file } = context.checked;
  const { start, end } = field;
  const written = file.text.slice(start, end);
  if (file.format === 'csv' || field.field === undefined) return [];
  if (written === 'null') return fixNull(context, row, field);
  if (field.field === 'custom_field') return [];
  const isNumber = /^-?[\d.]+$/.test(written);
  if (!isNumber && written !== 'true' && written !== 'false') return [];
  return [
    fix(
      'Put the value in quotes',
      [{ start, end, text: `"${written}"` }],
      isNumber && (field.field !== 'sid' || isWellFormedSid(written)),
      isNumber ? everywhere('quotes', 'Put all # numbers in quotes') : undefined,
    ),
  ];
}
