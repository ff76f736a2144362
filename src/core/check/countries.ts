/** What is known of one country's numbers; source: the national numbering plans that the ITU publishes. */
export interface Country {
  readonly code: string;
  readonly name: string;
  /** How many digits a number has after the country code. None of these plans has a number that begins with 0 there. */
  readonly lengths: readonly number[];
  /** Digits that are a whole number of this country without its code, and nothing else: no toll-free or short number. */
  readonly local: RegExp;
}

/** The countries on offer for a number without a code, the most likely first. */
export const countries: readonly Country[] = [
  { code: '91', name: 'India', lengths: [10], local: /^[2-9]\d{9}$/ },
  { code: '1', name: 'United States, Canada', lengths: [10], local: /^[2-79]\d{2}[2-9]\d{6}$/ },
  { code: '65', name: 'Singapore', lengths: [8], local: /^[3689]\d{7}$/ },
  { code: '971', name: 'United Arab Emirates', lengths: [8, 9], local: /^(?:5\d{8}|[2-4679]\d{7})$/ },
  { code: '44', name: 'United Kingdom', lengths: [10], local: /^[127]\d{9}$/ },
  { code: '62', name: 'Indonesia', lengths: [9, 10, 11, 12], local: /^8[1-9]\d{7,10}$/ },
  { code: '60', name: 'Malaysia', lengths: [8, 9, 10], local: /^1[0-46-9]\d{7,8}$/ },
  { code: '966', name: 'Saudi Arabia', lengths: [9], local: /^5\d{8}$/ },
  { code: '880', name: 'Bangladesh', lengths: [10], local: /^1[3-9]\d{8}$/ },
  { code: '94', name: 'Sri Lanka', lengths: [9], local: /^7\d{8}$/ },
  { code: '977', name: 'Nepal', lengths: [10], local: /^9[678]\d{8}$/ },
  { code: '63', name: 'Philippines', lengths: [10], local: /^9\d{9}$/ },
  { code: '61', name: 'Australia', lengths: [9], local: /^[23478]\d{8}$/ },
];

/** The beginning of a number in E.164 with the 0 that is dialed only inside the country, which countries such as Italy keep and these do not. */
export const trunkZero = new RegExp(`^\\+(${countries.map(({ code }) => code).join('|')})0+`);

/** The country whose code a number in E.164 begins with, where it is one of the list: no code is the beginning of another. */
export function countryOfNumber(number: string): Country | undefined {
  return countries.find(({ code }) => number.startsWith(code, 1));
}
