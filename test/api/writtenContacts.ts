import * as fc from 'fast-check';
import type { FileFormat } from '../../src/core/file/contactFile';
import { sidOf } from '../sidOf';

/** One contact of a file: its text there, and what is to be sent of it, as the names of fields and the texts of their values. */
export interface Written {
  readonly text: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 1, maxLength: 30 });
const number = fc.oneof(
  fc.constantFrom('-0', '1.0', '0.10', '1e400', '-1E-400', '1.50e+2', '12345678901234567891'),
  fc
    .tuple(
      fc.constantFrom('', '-'),
      digits.map((all) => all.replace(/^0+(?=\d)/, '')),
      fc.option(digits),
      fc.option(fc.tuple(fc.constantFrom('e', 'E', 'e+', 'E-'), fc.integer({ min: 0, max: 500 }))),
    )
    .map(
      ([sign, whole, fraction, power]) => `${sign}${whole}${fraction ? `.${fraction}` : ''}${power?.join('') ?? ''}`,
    ),
);

const isKept = (text: string) => !text.includes('\ufffd');
const character = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter(isKept);
const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
/** A JSON string in one of the ways to write it. */
const string = fc
  .array(
    fc.oneof(
      character.map((one) => JSON.stringify(one).slice(1, -1)),
      character.map((one) => one.split('').map(escaped).join('')),
      fc.constantFrom('\\/', '\\ud83d\\uDE00', '\\uD83D', '\\"', '\\\\', '\\n', '/', '🙂', '{', ']', ',', ':'),
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => `"${parts.join('')}"`);

/** The JSON of a value, with white space of these characters. */
function jsonOf(spaces: string) {
  const space = fc.string({ unit: fc.constantFrom(...spaces), maxLength: 3 });
  const padded = (value: fc.Arbitrary<string>) => fc.tuple(space, value, space).map((parts) => parts.join(''));
  return fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      number,
      string,
      fc.constantFrom('true', 'false', 'null'),
      tie('list'),
      tie('object'),
    ),
    list: fc
      .tuple(space, fc.array(padded(tie('value')), { maxLength: 4 }))
      .map(([first, all]) => `[${first}${all.join(',')}]`),
    object: fc
      .tuple(
        space,
        fc.uniqueArray(fc.tuple(fc.oneof(string, fc.constant('"__proto__"')), padded(tie('value')), space), {
          maxLength: 4,
          selector: ([name]) => JSON.parse(name) as string,
        }),
      )
      .map(
        ([first, all]) => `{${first}${all.map(([name, value, gap]) => `${name}${gap}:${value}`).join(`,${first}`)}}`,
      ),
  }));
}

const spaces = { json: ' \t\r\n', jsonLines: ' \t', csv: ' \t\r\n' } as const;
const texts = ['first_name', 'last_name', 'company_name', 'tag'] as const;
const left = ['fax', 'Id', 'sid ', '__proto__', 'constructor', 'uri', 'date_created', 'account_sid'] as const;

/** What a name and its value are, the white space before and after both, and whether the name is written with an escape. */
type Member = readonly [readonly [name: string, value: string], before: string, after: string, isEscaped: boolean];

/** A JSON object: its sid, some of the known fields, and keys that are not sent, in any order. */
function jsonContact(format: 'json' | 'jsonLines'): fc.Arbitrary<(row: number) => Written> {
  const { value, object } = jsonOf(spaces[format]);
  const space = fc.string({ unit: fc.constantFrom(...spaces[format]), maxLength: 3 });
  const member = fc.oneof(
    fc.tuple(fc.constantFrom(...texts), string),
    fc.tuple(fc.constantFrom('custom', 'custom_field'), object),
    fc.tuple(fc.constantFrom(...left), value),
  );
  const members = fc.uniqueArray(fc.tuple(member, space, space, fc.boolean()), {
    maxLength: 7,
    // One contact has only one of the two names.
    selector: ([[name]]) => (name === 'custom' ? 'custom_field' : name),
  });
  return fc.tuple(members, fc.nat(7)).map(([all, sidAt]) => (row) => {
    const sid = JSON.stringify(sidOf(row));
    const written: Member[] = [...all, [['number', '"+919876543210"'], '', '', false]];
    written.splice(sidAt, 0, [['sid', sid], ' ', '', true]);
    const fields = written
      .filter(([[name]]) => !(left as readonly string[]).includes(name))
      .map(([[name, text]]) => [name === 'custom' ? 'custom_field' : name, text] as const);
    const parts = written.map(([[name, text], before, after, isEscaped]) => {
      const key = isEscaped ? `"${escaped(name)}${name.slice(1)}"` : JSON.stringify(name);
      return `${before}${key}${after}:${before}${text}${after}`;
    });
    return { text: `{${parts.join(',')}}`, fields };
  });
}

const columns = ['first_name', 'note', 'sid', 'custom_field', 'uri', 'tag'] as const;

/** A CSV row: text cells, JSON in the cell of `custom_field`, and columns that are not sent. */
function csvContact(): fc.Arbitrary<(row: number) => Written> {
  const { object } = jsonOf(spaces.csv);
  const space = fc.string({ unit: fc.constantFrom(...spaces.csv), maxLength: 2 });
  const cell = fc.array(fc.oneof(character, fc.constantFrom('"', ',', '\r\n', '\\u0041', '🙂')), { maxLength: 8 });
  return fc
    .record({
      first: cell,
      tag: cell,
      note: cell,
      custom: fc.option(fc.tuple(space, object, space)),
    })
    .map(({ first, tag, note, custom }) => (row) => {
      const values: Record<(typeof columns)[number], string> = {
        first_name: first.join(''),
        note: note.join(''),
        sid: sidOf(row),
        custom_field: custom?.join('') ?? '',
        uri: '/x',
        tag: `x${tag.join('')}`,
      };
      const fields = (['first_name', 'sid', 'tag'] as const)
        .filter((name) => values[name] !== '')
        .map((name) => [name, JSON.stringify(values[name])] as const);
      return {
        text: columns.map((name) => `"${values[name].replaceAll('"', '""')}"`).join(','),
        fields: custom ? [...fields, ['custom_field', custom[1]]] : fields,
      };
    });
}

/** Files of up to 40 contacts, and what is to be sent of each. */
export function writtenFile(format: FileFormat): fc.Arbitrary<{ text: string; contacts: readonly Written[] }> {
  return fc.array(format === 'csv' ? csvContact() : jsonContact(format), { minLength: 1, maxLength: 40 }).map((all) => {
    const contacts = all.map((contact, row) => contact(row));
    const written = contacts.map(({ text }) => text);
    const text = {
      json: () => `{ "contacts" : [\n${written.join(' ,\n')} ]}`,
      jsonLines: () => written.join('\n'),
      csv: () => [columns.join(','), ...written].join('\r\n'),
    }[format]();
    return { text, contacts };
  });
}
