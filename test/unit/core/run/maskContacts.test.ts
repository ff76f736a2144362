import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { foldCase } from '../../../../src/core/run/foldCase';
import { maskContacts } from '../../../../src/core/run/maskContacts';

const sid = '83ba26b7f11c4e75b4043c8b33ceba49';

describe('maskContacts', () => {
  const table: [string, object, string, string][] = [
    ['nothing to mask', { first_name: 'Asha' }, 'Contact not found', 'Contact not found'],
    ['a value', { first_name: 'Asha' }, 'Asha is bad', '… is bad'],
    ['in any case', { first_name: 'Asha' }, 'ASHA, asha', '…, …'],
    ['a word within a word stays', { first_name: 'No' }, 'Not Found: Nothing. No.', 'Not Found: Nothing. ….'],
    ['one letter stays', { tag: 'a' }, 'a bad tag', 'a bad tag'],
    ['joined white space', { company_name: 'Blue \n Kite' }, '"Blue Kite"', '"…"'],
    ['a quoted value', { tag: 'a "b"' }, 'tag a \\"b\\"', 'tag …'],
    ['cut off in its midst', { company_name: 'Blue Kite Traders' }, 'Bad name: Blue Kit…', 'Bad name: …'],
    ['other scripts', { first_name: 'आशा' }, '“आशा” is bad', '“…” is bad'],
    ['values deep inside', { custom_field: { a: { b: ['Pune', 12345] } } }, 'Pune 12345', '… …'],
    ['numbers that the contact does not have', {}, 'call +91 98765-43210 or 0222 345678', 'call … or …'],
    ['short numbers stay', {}, 'error 1001, status 404', 'error 1001, status 404'],
    ['addresses that the contact does not have', {}, 'to a.b+c@mail.example.co.in!', 'to …!'],
    ['regular expressions', { tag: '.*' }, 'a .* b', 'a … b'],
    ['replacement patterns', { tag: '$&' }, 'a $& b', 'a … b'],
    [
      'a Turkish name',
      { first_name: 'İrem', last_name: 'Şahin' },
      'Bad name İrem Şahin, irem, IREM',
      'Bad name … …, …, …',
    ],
    ['one that gets longer in lower case', { first_name: 'İİİ' }, 'İİİ is bad: İİİ', '… is bad: …'],
    ['behind one that gets longer', { first_name: 'Asha' }, 'İİİİ Asha is bad', 'İİİİ … is bad'],
    ['a name in capitals', { last_name: 'Groß' }, 'GROSS, groß, GROẞ', '…, …, …'],
    ['a Greek ending', { last_name: 'Νίκος' }, 'ΝΊΚΟΣ, νίκοσ', '…, …'],
    ['letters beyond the BMP', { first_name: '𐐀𐐁' }, '𐐨𐐩 and 𐐀𐐁𐐂', '… and 𐐀𐐁𐐂'],
    ['cut off in the midst of a long letter', { first_name: 'İİİİ' }, 'Bad name: İİ…', 'Bad name: …'],
    ['the sid stays', {}, `sid ${sid.slice(0, 6)}`, `sid ${sid.slice(0, 6)}`],
  ];
  for (const [name, fields, text, expected] of table) {
    it(name, () => assert.equal(maskContacts(text, [undefined, { sid, ...fields }]), expected));
  }

  it('finds a value in any case, wherever it is, and leaves the rest as it was', () => {
    const letter = fc.oneof(
      fc.constantFrom(...'aZiIİıßẞſKkςσΣﬁŉǰΐ𐐀𐐨é\u0307आ中'),
      fc.string({ unit: 'grapheme', maxLength: 1 }),
    );
    const name = fc
      .array(letter, { minLength: 1, maxLength: 6 })
      .map((letters) => letters.join('').replace(/\s+/g, ' ').trim())
      .filter(
        (text) =>
          foldCase(text).length >= 2 &&
          !text.startsWith('\u0307') &&
          !/[…"\\\d@]/.test(text) &&
          JSON.stringify(text).slice(1, -1) === text,
      );
    const inCase = fc.constantFrom<((text: string) => string)[]>(
      (text) => text,
      (text) => text.toLowerCase(),
      (text) => text.toUpperCase(),
      (text) => text.toLocaleUpperCase('tr'),
      (text) => text.toLocaleLowerCase('tr'),
      (text) => Array.from(text, (c, at) => (at % 2 ? c.toUpperCase() : c.toLowerCase())).join(''),
    );
    fc.assert(
      fc.property(name, inCase, fc.constantFrom('', 'İİ ', '— 🙂 ﬁﬁ: '), (value, spell, before) => {
        const text = `${before}${spell(value)} — $`;
        if (foldCase(before).includes(foldCase(value)) || foldCase(' — $').includes(foldCase(value))) return;
        assert.equal(maskContacts(text, [{ sid, first_name: value }]), `${before}… — $`);
      }),
      { numRuns: 3000 },
    );
  });

  it('takes a letter, its capital and its small form for one', () => {
    for (let code = 0; code <= 0x1ffff; code++) {
      if (code >= 0xd800 && code <= 0xdfff) continue;
      const letter = String.fromCodePoint(code);
      for (const other of [letter.toUpperCase(), letter.toLowerCase()])
        if (other !== letter) assert.equal(foldCase(other), foldCase(letter));
    }
  });

  it('takes a custom field of any depth', () => {
    const deep = JSON.parse(`${'{"k":'.repeat(50_000)}"Pune"${'}'.repeat(50_000)}`) as never;
    assert.equal(maskContacts('in Pune', [{ sid, custom_field: deep }]), 'in …');
  });

  it('takes the largest request', () => {
    const contacts = Array.from({ length: 5000 }, (_, n) => ({ sid, first_name: `Name${n}`, tag: 'x' }));
    assert.equal(maskContacts(`Name4999 ${'y'.repeat(280)}…`, contacts), `… ${'y'.repeat(280)}…`);
  });
});
