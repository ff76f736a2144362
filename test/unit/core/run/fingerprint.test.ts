import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { JsonScanner } from '../../../../src/core/json/jsonScanner';
import { fingerprint as ofHash } from '../../../../src/core/run/fingerprint';

/** Of a contact with this `custom_field`, or of this contact. */
function fingerprint(written: string): string {
  const text = /^\{\s*"(sid|custom_field)"/.test(written) ? written : `{"sid":"s","custom_field":${written}}`;
  const scanner = new JsonScanner(text);
  assert.equal(scanner.contact(0), text.length);
  return ofHash(scanner.hash);
}

describe('fingerprint', function () {
  this.timeout(60_000);

  it('has 24 bits', () => {
    for (const text of ['{}', '{"sid":"a"}', '{"a":[1,[],{}]}']) assert.match(fingerprint(text), /^[0-9a-f]{6}$/);
  });

  it('does not depend on white space or the order of keys', () => {
    const written = '{"sid":"a","tag":"x, {y}","custom_field":{"k":[1,{"l":null}],"m":"\\"]"}}';
    const spread = '{ "custom_field" : {\r\n\t"m": "\\"]", "k": [ 1 , { "l" : null } ] },\n"tag":"x, {y}", "sid":"a" }';
    assert.equal(fingerprint(written), fingerprint(spread));
  });

  it('changes with every digit, key, character and place', () => {
    const texts = [
      ...['{"n":12345678901234567891}', '{"n":12345678901234567892}', '{"n":"12345678901234567891"}', '{"n":1.0}'],
      ...['{"n":1}', '{"n":-0}', '{"n":0}', '{"m":0}', '{"n":[1,2]}', '{"n":[2,1]}', '{"n":[[1],2]}', '{"n":[[1,2]]}'],
      ...['{"n":{}}', '{"n":[]}', '{"n":""}', '{"n":null}', '{"a":"b","c":"d"}', '{"a":"d","c":"b"}', '{"a":"b "}'],
      ...['{"a":"b"}', '{"b":"a"}', '{"a":{"b":"c"}}', '{"a":{"b":"c"},"d":"e"}', '{"a":{"b":"c","d":"e"}}'],
    ];
    assert.equal(new Set(texts.map(fingerprint)).size, texts.length);
  });

  it('takes any contact, and spreads over all values', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (contact) => {
        assert.equal(fingerprint(JSON.stringify(contact)), fingerprint(JSON.stringify(contact, undefined, 2)));
      }),
    );
    const many = new Set(Array.from({ length: 2_000 }, (_, n) => fingerprint(`{"sid":"s","number":"+9198${n}"}`)));
    // By chance alone, one of 2,000 meets another in 24 bits about every eighth time.
    assert.ok(many.size >= 1_998, `${many.size}`);
  });
});
