import type { FileFormat } from '../../src/core/file/contactFile';
import { benchContact, csvHeader, csvRow, type BenchContact } from './benchContact';

/** A file to be read, by a name for the table. */
export interface BenchText {
  readonly name: string;
  readonly format: FileFormat;
  readonly text: string;
}

const csvOf = (contacts: readonly BenchContact[]) => `${csvHeader}\n${contacts.map(csvRow).join('\n')}\n`;

/** A text in one piece, as a decoder makes it. */
const flat = (text: string) => Buffer.from(text).toString();

/** Compact JSON, which is what the others are compared with; good files; and, where asked for, faulty ones. */
export function benchTexts(count: number, withFaulty: boolean): { compact: string; texts: BenchText[] } {
  const good = Array.from({ length: count }, (_, index) => benchContact(index));
  const json = flat(JSON.stringify({ contacts: good }, undefined, 2));
  const compact = flat(JSON.stringify({ contacts: good }));
  const texts: BenchText[] = [
    { name: 'JSON', format: 'json', text: json },
    { name: 'JSON on one line', format: 'json', text: compact },
    { name: 'JSON lines', format: 'jsonLines', text: flat(good.map((row) => JSON.stringify(row)).join('\n')) },
    { name: 'CSV', format: 'csv', text: flat(csvOf(good)) },
  ];
  if (!withFaulty) return { compact, texts };

  const numbersBad = good.map((row, index) => ({ ...row, number: `98765 ${String(index).padStart(5, '0')}` }));
  const twins = good.map((row, index) => ({ ...row, sid: good[(index * 7) % (count >> 1)]!.sid }));
  /** As if it had just been typed in the middle contact. */
  const typed = (text: string, what: string, by: string) => {
    const middle = text.indexOf(what, text.length >> 1);
    return flat(text.slice(0, middle) + by + text.slice(middle + what.length));
  };
  texts.push(
    { name: 'JSON, a quote typed', format: 'json', text: typed(json, '"Member"', '"Mem"ber"') },
    { name: 'JSON, a quote gone', format: 'json', text: typed(json, '"Member"', '"Member') },
    { name: 'JSON, a quote gone at the top', format: 'json', text: flat(json.replace('"Member"', '"Member')) },
    { name: 'JSON, a comma gone', format: 'json', text: typed(json, '},\n    {', '}\n    {') },
    { name: 'JSON, a bracket gone', format: 'json', text: typed(json, '"custom_field": {', '"custom_field": ') },
    { name: 'One line, a quote typed', format: 'json', text: typed(compact, '"Member"', '"Mem"ber"') },
    { name: 'One line, a quote gone', format: 'json', text: typed(compact, '"Member"', '"Member') },
    { name: 'JSON, every row faulty', format: 'json', text: flat(json.replaceAll('"Member",', '"Member",,')) },
    { name: 'JSON, no commas', format: 'json', text: flat(json.replaceAll('},\n    {', '}\n    {')) },
    { name: 'JSON, every number bad', format: 'json', text: flat(JSON.stringify({ contacts: numbersBad })) },
    { name: 'JSON, every sid twice', format: 'json', text: flat(JSON.stringify({ contacts: twins })) },
    { name: 'CSV, a quote typed', format: 'csv', text: typed(csvOf(good), ',Member', ',"Member') },
    { name: 'CSV, every number bad', format: 'csv', text: flat(csvOf(numbersBad)) },
  );
  return { compact, texts };
}
