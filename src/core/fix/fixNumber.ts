import { hasTrunkInBrackets, isSoundNumber, plainNumber } from '../check/checkNumber';
import { countries, countryOfNumber, trunkZero, type Country } from '../check/countries';

/** A number that a `bad-number` may be meant to say. */
export interface BetterNumber {
  readonly number: string;
  /** How it comes about. `separators`: without what only helps the eye. `trunk`: without the 0 after the country code. */
  readonly change: 'separators' | 'trunk' | 'country' | 'plus';
  /** For `country`, whose code is put before it, and `plus`, whose code it begins with. */
  readonly country?: Country;
  readonly isPreferred: boolean;
}

/** What a `bad-number` may be meant to say, the most likely first; nothing where digits are lost or it is not clear. */
export function betterNumbers(number: string, defaultCountryCode: string): BetterNumber[] {
  const plain = plainNumber(number);
  if (plain === undefined) return [];
  const clear = isClearlyWritten(number);
  if (isSoundNumber(plain)) {
    const change = hasTrunkInBrackets(number) ? 'trunk' : 'separators';
    return [{ number: plain, change, isPreferred: clear && hasUsualLength(plain) }];
  }
  const trunk = trunkZero.exec(plain);
  if (trunk) {
    const without = `+${trunk[1]}${plain.slice(trunk[0].length)}`;
    return isSoundNumber(without) ? [{ number: without, change: 'trunk', isPreferred: false }] : [];
  }
  return withCountry(plain, countryOf(defaultCountryCode), clear);
}

/** Brackets at the end, which can be an extension. */
const extension = /[([][\d\s]*[)\]]\s*$/;
/** A digit after the last dot can be a fraction, except for the .0 that a spreadsheet appends. */
const fraction = /[.,]\d\s*$/;
const wholeFloat = /^\W*\d{7,}\.0\s*$/;

/**
 * Whether a number contains only digits and what people put between them. 00 is the way abroad in most countries only, and an
 * exponent may have been rounded.
 */
function isClearlyWritten(number: string): boolean {
  if (number.length > 60 || /[a-z]|^\D*00/i.test(number) || extension.test(number) || hasTrunkInBrackets(number))
    return false;
  return !fraction.test(number) || wholeFloat.test(number);
}

/** Whether a number with its country code is as long as that country's numbers, as far as these are known. */
function hasUsualLength(number: string): boolean {
  const country = number.startsWith('+') ? countryOfNumber(number) : undefined;
  return !country || country.lengths.includes(number.length - 1 - country.code.length);
}

/** No country is guessed: only a number that is one of the usual country for certain is preferred. */
function withCountry(plain: string, usual: Country | undefined, clear: boolean): BetterNumber[] {
  const digits = plain.replace('+', '');
  const isSure = clear && !plain.startsWith('+') && usual !== undefined && isOneOf(usual, digits);
  const known = countries.filter(({ code }) => code !== usual?.code);
  // As long as a local number, it is one: only a longer one holds its country code already.
  const complete = digits.length > 10 ? known.filter((country) => holds(country, digits)) : [];
  const offers = [
    ...(usual ? [offer(usual, digits, isSure)] : []),
    ...[...complete, ...known.filter((country) => !complete.includes(country))].map((country) =>
      offer(country, complete.includes(country) ? digits : localPart(digits), false),
    ),
  ];
  const seen = new Set<string>();
  return offers.filter(
    (better): better is BetterNumber => better !== undefined && !seen.has(better.number) && !!seen.add(better.number),
  );
}

function countryOf(defaultCountryCode: string): Country | undefined {
  const code = defaultCountryCode.replace(/\D/g, '').replace(/^0+/, '');
  if (code === '' || code.length > 3) return undefined;
  const anyLength = { code, name: '', lengths: [6, 7, 8, 9, 10, 11, 12], local: /^(?!)/ };
  return countries.find((country) => country.code === code) ?? anyLength;
}

/** Whether digits can be read as a number of the country in one way only, with its code or without. */
function isOneOf({ code, local }: Country, digits: string): boolean {
  return local.test(digits) !== (digits.startsWith(code) && local.test(digits.slice(code.length)));
}

function holds({ code, lengths }: Country, digits: string): boolean {
  return digits.startsWith(code) && lengths.includes(digits.length - code.length);
}

/** Without the 0 that is dialed inside a country only. */
function localPart(digits: string): string {
  return digits.replace(/^0+/, '');
}

function offer(country: Country, digits: string, isPreferred: boolean): BetterNumber | undefined {
  const local = localPart(digits);
  const national = holds(country, digits) && (digits.length > 10 || !country.lengths.includes(local.length));
  if (!national && !country.lengths.includes(local.length)) return undefined;
  const number = national ? `+${digits}` : `+${country.code}${local}`;
  return isSoundNumber(number) ? { number, change: national ? 'plus' : 'country', country, isPreferred } : undefined;
}
