export interface Country {
  readonly code: string;
  readonly name: string;
  /** How many digits a number has behind the country code. */
  readonly lengths: readonly number[];
}

/** The countries on offer for a number without a code, the most likely first; lengths by the ITU's national numbering plans. */
export const countries: readonly Country[] = [
  { code: '91', name: 'India', lengths: [10] },
  { code: '1', name: 'United States, Canada', lengths: [10] },
  { code: '65', name: 'Singapore', lengths: [8] },
  { code: '971', name: 'United Arab Emirates', lengths: [8, 9] },
  { code: '44', name: 'United Kingdom', lengths: [10] },
  { code: '62', name: 'Indonesia', lengths: [9, 10, 11, 12] },
  { code: '60', name: 'Malaysia', lengths: [8, 9, 10] },
  { code: '966', name: 'Saudi Arabia', lengths: [9] },
  { code: '880', name: 'Bangladesh', lengths: [10] },
  { code: '94', name: 'Sri Lanka', lengths: [9] },
  { code: '977', name: 'Nepal', lengths: [10] },
  { code: '63', name: 'Philippines', lengths: [10] },
  { code: '61', name: 'Australia', lengths: [9] },
];
