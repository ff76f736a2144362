import { isSoundNumber, plainNumber } from '../check/checkNumber';
import { countries, type Country } from './countries';

export interface BetterNumber {
  readonly title: string;
  readonly number: string;
  readonly isPreferred: boolean;
}

const mostOffers = 6;

/** What a `bad-number` may be meant to say; nothing where digits are gone or nobody can tell. */
export function betterNumbers(number: string, defaultCountryCode: string): BetterNumber[] {
  const plain = plainNumber(number);
  if (plain === undefined) return [];
  if (isSoundNumber(plain)) {
    return [{ title: 'Remove spaces, dashes and brackets', number: plain, isPreferred: true }];
  }
  const digits = plain.replace('+', '');
  const usual = countryOf(defaultCountryCode);
  const known = countries.filter(({ code }) => code !== usual?.code);
  // As long as a local number, it is one: only a longer one holds its country code already.
  const complete = digits.length > 10 ? known.filter((country) => holds(country, digits)) : [];
  const offers = [
    ...(usual ? [offer(usual, digits, true)] : []),
    ...complete.map((country) => offer(country, digits, !usual && complete.length === 1)),
    ...known
      .filter((country) => !complete.includes(country))
      .map((country) => offer(country, localPart(digits), false)),
  ];
  const seen = new Set<string>();
  return offers
    .filter(
      (better): better is BetterNumber => better !== undefined && !seen.has(better.number) && !!seen.add(better.number),
    )
    .slice(0, mostOffers);
}

function countryOf(defaultCountryCode: string): Country | undefined {
  const code = defaultCountryCode.replace(/\D/g, '').replace(/^0+/, '');
  if (code === '' || code.length > 3) return undefined;
  return countries.find((country) => country.code === code) ?? { code, name: '', lengths: [6, 7, 8, 9, 10, 11, 12] };
}

function holds({ code, lengths }: Country, digits: string): boolean {
  return digits.startsWith(code) && lengths.includes(digits.length - code.length);
}

/** Without the 0 that is dialled inside a country only. */
function localPart(digits: string): string {
  return digits.replace(/^0+/, '');
}

function offer(country: Country, digits: string, isPreferred: boolean): BetterNumber | undefined {
  const local = localPart(digits);
  const national = holds(country, digits) && (digits.length > 10 || !country.lengths.includes(local.length));
  if (!national && !country.lengths.includes(local.length)) return undefined;
  const number = national ? `+${digits}` : `+${country.code}${local}`;
  if (!isSoundNumber(number)) return undefined;
  const shown = country.name ? `+${country.code} (${country.name})` : `+${country.code}`;
  return { title: `Write the number with ${shown}`, number, isPreferred };
}
