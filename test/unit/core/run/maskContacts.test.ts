import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
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
    ['the sid stays', {}, `sid ${sid.slice(0, 6)}`, `sid ${sid.slice(0, 6)}`],
  ];
  for (const [name, fields, text, expected] of table) {
    it(name, () => assert.equal(maskContacts(text, [undefined, { sid, ...fields }]), expected));
  }

  it('takes a custom field of any depth', () => {
    const deep = JSON.parse(`${'{"k":'.repeat(50_000)}"Pune"${'}'.repeat(50_000)}`) as never;
    assert.equal(maskContacts('in Pune', [{ sid, custom_field: deep }]), 'in …');
  });

  it('takes the largest request', () => {
    const contacts = Array.from({ length: 5000 }, (_, n) => ({ sid, first_name: `Name${n}`, tag: 'x' }));
    assert.equal(maskContacts(`Name4999 ${'y'.repeat(280)}…`, contacts), `… ${'y'.repeat(280)}…`);
  });
});
