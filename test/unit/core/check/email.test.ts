import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { checkEmail, plainEmail } from '../../../../src/core/check/checkEmail';
import { checkTexts } from '../../../../src/core/check/checkTexts';

describe('an email address', () => {
  for (const good of [
    'asha@example.com',
    'asha.rao+news@mail.example.co.in',
    "o'brien@example.com",
    'zoë@exämple.com',
    'आशा@उदाहरण.भारत',
    'a@b.co',
    '',
  ]) {
    it(`may be “${good}”`, () => assert.equal(checkEmail(good), undefined));
  }

  for (const [email, message, plain] of [
    ['asha.example.com', /has no @/, undefined],
    ['asha@example', /no dot/, undefined],
    ['asha@@example.com', /more than one @/, undefined],
    ['asha @example.com', /cannot contain spaces/, undefined],
    ['asha@example.com bob', /cannot contain spaces/, undefined],
    ['asha@example.com\u00a0bob', /cannot contain spaces/, undefined],
    ['mailto:asha@example.com?subject=hi', /not an email address/, undefined],
    ['asha@example.com ', /not an email address/, 'asha@example.com'],
    ['asha@example.com, ravi@example.com', /more than one email address/, undefined],
    ['asha@example..com', /not an email address/, undefined],
    ['asha@example.com.', /not an email address/, 'asha@example.com'],
    ['@example.com', /not an email address/, undefined],
    ['mailto:asha@example.com', /not an email address/, 'asha@example.com'],
    ['Asha Rao <asha@example.com>', /cannot contain spaces/, 'asha@example.com'],
    [`${'a'.repeat(250)}@example.com`, /not an email address/, undefined],
  ] as const) {
    it(`is better not “${email.slice(0, 40)}”`, () => {
      const finding = checkEmail(email);
      assert.equal(finding?.code, 'bad-email');
      assert.match(finding.message, message);
      assert.equal(plainEmail(email), plain);
      assert.ok(!finding.message.includes(email.trim()));
    });
  }

  it('that is damaged and sound below has one problem: the damage', () => {
    assert.deepEqual(
      checkTexts({ email: 'asha@example.com\u200b' }).map(({ code }) => code),
      ['spreadsheet-damage'],
    );
  });

  it('of any shape is judged in linear time', () => {
    for (const piece of ['a', '.', '@', 'a.', '@.', '<', ' ', 'a@', '@a.']) checkEmail(`a@${piece.repeat(50_000)}`);
  });
});
