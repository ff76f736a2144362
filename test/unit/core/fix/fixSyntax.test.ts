import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { findFixes } from '../../../../src/core/fix/findFixes';
import { FixContext } from '../../../../src/core/fix/fixContext';
import { applyEdits } from '../../../../src/core/fix/textEdit';
import { finish } from '../../../../src/core/steps';
import type { SyntaxFaultKind } from '../../../../src/core/syntaxFault';
import { check } from './applyFix';
import { a } from './fixTable';

const contact = (rest: string) => `[{"sid":"${a}",${rest}]`;

describe('a fix of a syntax fault', () => {
  for (const [kind, before, after] of [
    ['missing-comma', contact('"tag":"x" "email":"y"}'), contact('"tag":"x", "email":"y"}')],
    ['missing-colon', contact('"tag" "x"}'), contact('"tag": "x"}')],
    ['missing-brackets', contact('"custom_field":{"city":[1}}'), contact('"custom_field":{"city":[1]}}')],
    ['extra-comma', contact('"tag":"x",}'), contact('"tag":"x"}')],
    ['empty-place', contact('"custom_field":{"a":[,1]}}'), contact('"custom_field":{"a":[1]}}')],
    ['extra-bracket', contact('"tag":"x"}},{}'), contact('"tag":"x"},{}')],
    ['comment', contact('"tag":"x"/* now */}'), contact('"tag":"x"}')],
    ['invisible-character', contact('\u200b"tag":"x"}'), contact(' "tag":"x"}')],
    ['unquoted-name', contact('tag:"x"}'), contact('"tag":"x"}')],
    ['unquoted-value', contact('"tag":x}'), contact('"tag":"x"}')],
    ['other-quotes', contact('"tag":“x”}'), contact('"tag":"x"}')],
    ['control-character', contact('"tag":"x\ty"}'), contact('"tag":"x\\ty"}')],
    ['single-backslash', contact('"tag":"C:\\x"}'), contact('"tag":"C:\\\\x"}')],
  ] as const satisfies readonly (readonly [SyntaxFaultKind, string, string])[]) {
    it(`is found by its kind, whatever the words of the message: ${kind}`, () => {
      const checked = check(before, 'json');
      const problem = checked.problems.find(({ fault }) => fault?.kind === kind);
      assert.ok(problem);
      const [fix] = findFixes({ ...problem, message: '' }, new FixContext(checked, ''));
      assert.equal(applyEdits(before, finish(fix!.edits())), after);
    });
  }
});
