import * as fc from 'fast-check';
import type { JsonValue } from '../../src/core/contact';
import type { FileFormat } from '../../src/core/file/contactFile';
import type { ContactFields } from '../../src/sandbox/contactStore';
import type { Fault } from '../../src/sandbox/faults';

/** What one contact is before, what becomes of its row in the downloaded file, and what others make of the contact later. */
export interface ScenarioContact {
  readonly is: ContactFields;
  readonly row: 'kept' | 'edited' | 'removed' | 'withoutSid' | 'twice';
  readonly edited: ContactFields;
  /** Entries of `custom_field` that are edited; undefined: removed. */
  readonly entries: { readonly [name: string]: string | undefined };
  /** After the update, and after the first undo. */
  readonly theirs: readonly (ContactFields | 'deleted' | undefined)[];
}

export interface Scenario {
  readonly contacts: readonly ScenarioContact[];
  readonly format: FileFormat;
  /** The rows are in another order than the contacts. */
  readonly isReversed: boolean;
  /** A row with a sid that Exotel does not have. */
  readonly hasUnknown: boolean;
  readonly ways: readonly ['oneByOne' | 'pages', 'oneByOne' | 'pages', 'oneByOne' | 'pages'];
  /** Where the values from before come from. */
  readonly source: 'download' | 'snapshot';
  readonly batchSize: number;
  /** The update is retried until every row has its verdict. */
  readonly isRetried: boolean;
  /** What others changed is to be overwritten. */
  readonly isAsked: boolean;
  /** Exotel merges `custom_field`. */
  readonly isMerging: boolean;
  /** By request; the last undo has none. */
  readonly faults: Readonly<Record<'download' | 'preview' | 'update' | 'reading' | 'undo', readonly Fault[]>>;
}

const digits = { before: 0, sent: 1, theirs: 2 };
type Side = keyof typeof digits;

/** The values of each side differ from those of the others, so that it is clear whose a value is. */
function valuesOf(side: Side): fc.Arbitrary<(n: number) => ContactFields> {
  const texts = (...values: string[]) => fc.constantFrom('', ...values);
  const fields = {
    first_name: texts(`${side} "1"`, `${side} é, 😀`, ` ${side}\n2`),
    last_name: texts(side, `${side}; =1+1`),
    company_name: texts(side),
    email: texts(`${side}@example.com`),
    tag: texts(side),
    custom_field: fc.constantFrom<{ [key: string]: JsonValue }>(
      {},
      { city: side },
      { city: `${side}, "x"`, plan: side },
      { [side]: 1.5, deep: { list: [1, side, null] } },
      { city: side, [`${side}.x`]: '', n: 12 },
    ),
  };
  const hasNumber = fc.integer({ min: 0, max: 3 }).map((n) => n > 0);
  return fc.tuple(fc.record(fields, { requiredKeys: [] }), hasNumber).map(([values, numbered]) => (n) => ({
    ...(numbered && { number: `+1202${digits[side]}${100_000 + n}` }),
    ...values,
  }));
}

const their = fc.oneof(
  { arbitrary: fc.constant(undefined), weight: 4 },
  { arbitrary: valuesOf('theirs'), weight: 3 },
  { arbitrary: fc.constant('deleted' as const), weight: 1 },
);

const contact = fc
  .record({
    is: valuesOf('before'),
    row: fc.oneof(
      { arbitrary: fc.constant('edited' as const), weight: 12 },
      { arbitrary: fc.constant('kept' as const), weight: 4 },
      { arbitrary: fc.constantFrom('removed', 'withoutSid', 'twice'), weight: 2 },
    ),
    edited: valuesOf('sent'),
    entries: fc.dictionary(fc.constantFrom('city', 'plan', 'new one'), fc.constantFrom('sent', undefined), {
      maxKeys: 2,
    }),
    theirs: fc.tuple(their, their),
  })
  .map(({ is, edited, theirs, ...contact }) => (n: number): ScenarioContact => ({
    ...contact,
    is: is(n),
    edited: edited(n),
    theirs: theirs.map((values) => (typeof values === 'function' ? values(n) : values)),
  }));

const passing: fc.Arbitrary<Fault> = fc.oneof(
  fc.constantFrom('beforeCommit', 'afterCommit', 'duringReply').map((cut): Fault => ({ cut })),
  fc.constantFrom(429, 503).map((status): Fault => ({ refuse: { status, retryAfter: 7 } })),
  fc.constantFrom<Fault>({ refuse: { status: 500 } }, { refuse: { status: 502, body: 'html' } }),
);
/** Those that end a reading or a run with a message. */
const ending = fc.constantFrom<Fault>(
  { refuse: { status: 401 } },
  { broken: 'truncated' },
  { broken: 'html' },
  { broken: 'empty' },
);
/** A page whose entries are turned round, another page, or entries without their contact. */
const oddPage = fc.constantFrom<Fault>(
  { distort: ['shuffled'] },
  { page: 'before' },
  { distort: ['dataNull'] },
  { distort: ['errorData'] },
);
/** Nothing, another contact, or a contact without its data. */
const oddContact = fc.constantFrom<Fault>(
  { distort: ['short'] },
  { distort: ['foreignSid'] },
  { distort: ['dataAbsent'] },
  { distort: ['failed'] },
  { distort: ['errorData'] },
);
const oddResults = fc
  .constantFrom('shuffled', 'short', 'long', 'foreignSid', 'dataNull', 'contradictory', 'objectForList')
  .map((distortion): Fault => ({ distort: [distortion] }));

function faults(...special: fc.Arbitrary<Fault>[]): fc.Arbitrary<Fault[]> {
  const none = { arbitrary: fc.constant({}), weight: 6 };
  const some = [passing, ending, ...special].map((arbitrary, index) => ({ arbitrary, weight: index === 0 ? 3 : 1 }));
  return fc.oneof(fc.constant<Fault[]>([]), fc.array(fc.oneof(none, ...some), { maxLength: 12 }));
}

const way = fc.constantFrom('oneByOne' as const, 'pages' as const);

export const scenario: fc.Arbitrary<Scenario> = fc
  .record({
    // More than a page now and then.
    contacts: fc.oneof(
      { arbitrary: fc.array(contact, { minLength: 1, maxLength: 12, size: 'max' }), weight: 4 },
      { arbitrary: fc.array(contact, { minLength: 15, maxLength: 50, size: 'max' }), weight: 1 },
    ),
    format: fc.constantFrom<FileFormat>('csv', 'json', 'jsonLines'),
    isReversed: fc.boolean(),
    hasUnknown: fc.boolean(),
    ways: fc.tuple(way, way, way),
    source: fc.constantFrom('download', 'snapshot'),
    batchSize: fc.integer({ min: 1, max: 9 }),
    isRetried: fc.boolean(),
    isAsked: fc.boolean(),
    isMerging: fc.boolean(),
  })
  .chain(({ contacts, ...rest }) => {
    const reading = (at: number) => faults(rest.ways[at] === 'pages' ? oddPage : oddContact);
    const each = {
      download: faults(oddPage),
      preview: reading(0),
      update: faults(oddResults),
      reading: reading(1),
      undo: faults(oddResults),
    };
    const made = contacts.map((one, index) => one(index));
    return fc.record(each).map((all) => ({ ...rest, contacts: made, faults: all }));
  });
