import * as fc from 'fast-check';
import type { FileFormat } from '../../src/core/file/contactFile';
import type { Fault } from '../../src/sandbox/faults';

/** One run of a scenario: what goes wrong with its requests, and where it is stopped or breaks. */
export interface Attempt {
  /** By the request's number, from 0. */
  readonly faults: readonly (Fault & {
    readonly culpritRows?: readonly number[];
    readonly culpritStatus?: number;
    readonly failing?: readonly number[];
    readonly code?: number;
  })[];
  readonly end: { readonly kind: 'runs' | 'stops' | 'crashes'; readonly event: number; readonly part: number };
  readonly batchSize: number;
  readonly splitBudget: number;
  /** Whether a stop waits for the reply. */
  readonly patient: boolean;
  /** Whether an interrupted run before it is resumed; otherwise it is retried. */
  readonly resumes: boolean;
  /** Whether the file is retried in another region. */
  readonly elsewhere: boolean;
}

export interface Scenario {
  readonly format: FileFormat;
  /** `known`: the sandbox has it; the others are local errors or unknown to it. */
  readonly rows: readonly ('known' | 'unknown' | 'noSid' | 'twin' | 'empty' | 'wrongType' | 'dots')[];
  readonly attempts: readonly Attempt[];
}

const distortions = fc
  .uniqueArray(
    fc.constantFrom(
      ...(['shuffled', 'short', 'long', 'foreignSid', 'prototypeSids', 'dataAbsent', 'dataNull'] as const),
      ...(['status200', 'noFailedCount', 'noMetadata', 'objectForList', 'contradictory', 'markup'] as const),
    ),
    { minLength: 1, maxLength: 3 },
  )
  // Shortened, made as long as before and stripped of its counts is a false reply that nobody could tell from a true one.
  .map((list) => {
    const shortened = list.includes('short') || list.includes('objectForList');
    return shortened && list.includes('noMetadata') ? list.filter((one) => one !== 'long') : list;
  });

const refusal = fc.record({
  status: fc.constantFrom(400, 401, 402, 403, 404, 408, 409, 413, 415, 429, 500, 502, 503, 307),
  retryAfter: fc.constantFrom(0, 2, 1e6, 'soon', 'Mon, 23 Nov 2026 00:00:00 GMT'),
  body: fc.constantFrom('envelope', 'list', 'restException', 'error', 'html', 'text', 'empty'),
});

const rowList = fc.array(fc.nat(11), { minLength: 1, maxLength: 3 });

type AttemptFault = Attempt['faults'][number];

/** Rows that the server refuses one by one come with any other fault. */
const fault = fc
  .tuple(
    fc.oneof(
      { arbitrary: fc.constant({}), weight: 30 },
      { arbitrary: fc.record({ cut: fc.constantFrom('beforeCommit', 'afterCommit', 'duringReply') }), weight: 15 },
      { arbitrary: fc.record({ refuse: refusal }), weight: 15 },
      { arbitrary: fc.record({ culpritRows: rowList, culpritStatus: fc.constantFrom(400, 413) }), weight: 10 },
      { arbitrary: fc.record({ distort: distortions }), weight: 25 },
      {
        arbitrary: fc.record({
          broken: fc.constantFrom('notJson', 'html', 'empty', 'truncated', 'otherJson', 'gzipGarbage'),
        }),
        weight: 5,
      },
      { arbitrary: fc.record({ hang: fc.constantFrom('beforeCommit', 'afterCommit') }), weight: 1 },
    ),
    fc.oneof(fc.constant({}), fc.record({ failing: rowList, code: fc.constantFrom(400, 409, 500) })),
  )
  .map(([one, other]): AttemptFault => ({ ...one, ...other }));

const attempt: fc.Arbitrary<Attempt> = fc.record({
  faults: fc.array(fault, { maxLength: 8 }),
  end: fc.record({
    kind: fc.constantFrom('runs', 'stops', 'crashes'),
    event: fc.nat(14),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  }),
  batchSize: fc.integer({ min: 1, max: 6 }),
  splitBudget: fc.constantFrom(0, 2, 6, 120),
  patient: fc.boolean(),
  resumes: fc.boolean(),
  elsewhere: fc.oneof({ arbitrary: fc.constant(false), weight: 5 }, fc.constant(true)),
});

/** Nothing goes wrong. */
export const calm: Attempt = {
  ...{ faults: [], end: { kind: 'runs', event: 0, part: 0 }, batchSize: 5, splitBudget: 120 },
  ...{ patient: true, resumes: false, elsewhere: false },
};

/** Files of up to twelve rows, runs that break in every way, and a last one on which nothing does. */
export const scenario: fc.Arbitrary<Scenario> = fc.record({
  format: fc.constantFrom('json', 'jsonLines', 'csv'),
  rows: fc.array(
    fc.oneof(
      { arbitrary: fc.constant('known' as const), weight: 8 },
      { arbitrary: fc.constantFrom('unknown', 'noSid', 'twin', 'empty', 'wrongType', 'dots'), weight: 2 },
    ),
    { minLength: 1, maxLength: 12 },
  ),
  attempts: fc.array(attempt, { minLength: 1, maxLength: 4 }),
});

/** A row that was changed by a stopped run is the next time in a reply whose items all failed and changed places. */
export const notFoundInShuffledReply: Scenario = {
  format: 'json',
  rows: ['unknown', 'unknown', 'known', 'unknown', 'unknown', 'known', 'unknown'],
  attempts: [
    { ...calm, end: { kind: 'stops', event: 4, part: 0 }, batchSize: 3, splitBudget: 0, patient: false },
    {
      ...calm,
      faults: [{ distort: ['shuffled'], failing: [5, 0], code: 400 }],
      batchSize: 6,
      splitBudget: 0,
      patient: false,
    },
  ],
};

/** Without replies that give a new contact another sid: nobody could tell it from its own. */
export const newContactScenario = scenario.map((played) =>
  withoutFaults(played, ({ distort }) => distort?.some((one) => one === 'foreignSid' || one === 'prototypeSids')),
);

/** Without a refusal that says in Exotel's own words that a contact is not there which is. */
export const singleScenario = scenario.map((played) => withoutFaults(played, ({ refuse }) => refuse?.status === 404));

function withoutFaults(played: Scenario, isExcluded: (fault: AttemptFault) => boolean | undefined): Scenario {
  const attempts = played.attempts.map((each) => ({
    ...each,
    faults: each.faults.map((one) => (isExcluded(one) ? {} : one)),
  }));
  return { ...played, attempts };
}

export const sidOfRow = (row: number) => (row + 1).toString(16).padStart(32, 'a0');

/** As the file for an update has it. */
export function textOf({ format, rows }: Scenario): string {
  const contacts = rows.map((kind, row) => {
    const sid = kind === 'twin' ? 'b'.repeat(32) : sidOfRow(row);
    if (kind === 'noSid') return { first_name: `n${row}` };
    if (kind === 'dots') return { sid: '.'.repeat(row + 1), tag: 'x' };
    if (kind === 'empty') return { sid };
    if (kind === 'wrongType') return { sid, custom_field: 'text' };
    return { sid, first_name: `n${row}`, tag: `t${row}` };
  });
  if (format === 'csv') {
    const lines = contacts.map(({ sid = '', first_name = '', tag = '', custom_field = '' }: Record<string, string>) =>
      [sid, first_name, tag, custom_field].join(','),
    );
    return ['sid,first_name,tag,custom_field', ...lines].join('\n');
  }
  const lines = contacts.map((contact) => JSON.stringify(contact));
  return format === 'json' ? `{"contacts":[\n${lines.join(',\n')}\n]}` : lines.join('\n');
}
