import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { describeBug, SecretMask } from '../../../src/editor/secretMask';

const key = 'sentinel-key/4711+';
const token = 'sentinel-token:0815==';

function masked(text: string) {
  const mask = new SecretMask();
  mask.add(key, token);
  return mask.apply(text);
}

describe('SecretMask', () => {
  const forms: Record<string, string> = {
    'the key': key,
    'the token': token,
    'the key in a URL': encodeURIComponent(key),
    'the token in a URL': encodeURIComponent(token),
    'the header': Buffer.from(`${key}:${token}`).toString('base64'),
    'the token in Base64': Buffer.from(token).toString('base64'),
  };
  for (const [what, form] of Object.entries(forms)) {
    it(`takes out ${what}`, () => {
      const text = masked(`before ${form} between ${form} after`);
      assert.equal(text, 'before ••• between ••• after');
    });
  }

  it('takes out an Authorization header that it has never seen', () => {
    assert.equal(new SecretMask().apply('Authorization: Basic dXNlcjpwYXNz'), 'Authorization: Basic •••');
  });

  it('masks the longer of two secrets when one starts with the other', () => {
    const mask = new SecretMask();
    mask.add('abcdef', 'abcdefghij');
    assert.equal(mask.apply('abcdefghij abcdef'), '••• •••');
  });

  it('leaves other text alone', () => {
    assert.equal(masked('Connected to Mumbai (exotel8u3)'), 'Connected to Mumbai (exotel8u3)');
  });

  it('is not confused by empty secrets', () => {
    const mask = new SecretMask();
    mask.add('', '');
    assert.equal(mask.apply('as it was'), 'as it was');
  });
});

describe('describeBug', () => {
  it('gives name, message and frames down to the last cause', () => {
    const text = describeBug(new TypeError('outer', { cause: new RangeError('inner') }));
    assert.match(text, /^TypeError: outer\n\s+at /);
    assert.match(text, /caused by RangeError: inner\n\s+at /);
  });

  it('leaves out what a parser quotes, and phone numbers', () => {
    let parserError: unknown;
    try {
      JSON.parse('{"number": Asha +919876543210}');
    } catch (error) {
      parserError = error;
    }
    assert.doesNotMatch(describeBug(parserError), /Asha|9876/);
    assert.doesNotMatch(describeBug(new Error('cannot call +919876543210')), /9876/);
  });

  it('does not print a thrown value that is not an error', () => {
    assert.equal(describeBug({ token: 'secret' }), 'thrown: object');
  });
});
