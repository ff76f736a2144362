import * as assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { allColumns, fitColumns, type ColumnChoice, type ColumnNeed } from '../../../src/webview/fitColumns';

const none: ColumnChoice = { shown: {}, widths: {} };
const natural: Readonly<Record<string, number>> = {
  line: 60,
  sid: 260,
  verdict: 110,
  code: 80,
  message: 420,
  attempts: 90,
};

function needs(fields: readonly string[], isRepeated: boolean): ColumnNeed[] {
  return allColumns(fields, isRepeated).map((key) => ({ key, natural: natural[key] ?? 120 }));
}

function widths(
  available: number,
  choice = none,
  fields: readonly string[] = [],
  isRepeated = false,
): Record<string, number> {
  return Object.fromEntries(
    fitColumns(needs(fields, isRepeated), available, choice).map(({ key, width }) => [key, width]),
  );
}

describe('fitColumns', () => {
  it('gives every column what its texts need, and the message the rest', () => {
    assert.deepEqual(widths(1000), { line: 60, sid: 260, verdict: 110, code: 80, message: 490 });
  });

  it('says who it is where there is room, in the order of the file', () => {
    const fields = ['tag', 'first_name', 'number', 'email', 'last_name'];
    const shown = (available: number) => Object.keys(widths(available, none, fields));
    assert.deepEqual(shown(1150), [
      'line',
      '=first_name',
      '=number',
      '=last_name',
      'sid',
      'verdict',
      'code',
      'message',
    ]);
    assert.deepEqual(shown(950), ['line', '=number', 'sid', 'verdict', 'code', 'message']);
  });

  it('knows a field whatever its spelling', () => {
    assert.ok('=First Name' in widths(1000, none, ['First Name', 'city']));
  });

  it('leaves the SID to be asked for rather than cut it, where a number says who it is', () => {
    assert.deepEqual(widths(560, none, ['number']), { line: 60, '=number': 120, verdict: 110, code: 80, message: 190 });
    assert.ok('sid' in widths(560, { ...none, shown: { sid: true } }, ['number']));
  });

  it('lets long columns give way where nothing else fits, and no further than can be read', () => {
    assert.deepEqual(widths(520), { line: 60, sid: 182, verdict: 110, code: 80, message: 88 });
    assert.deepEqual(widths(410, none, ['number']), { line: 60, '=number': 88, verdict: 94, code: 80, message: 88 });
  });

  it('leaves codes to the details in a very narrow table, and cuts the word beside the icon of the verdict last', () => {
    assert.deepEqual(widths(320, none, ['number']), { line: 60, '=number': 88, verdict: 84, message: 88 });
  });

  it('says how many attempts it took where there is room', () => {
    assert.ok('attempts' in widths(1000, none, [], true));
    assert.ok(!('attempts' in widths(700, none, [], true)));
    assert.ok('attempts' in widths(700, { ...none, shown: { attempts: true } }, [], true));
  });

  it('takes a person’s choice and widths first', () => {
    const choice = { shown: { '=tag': true, code: false, sid: false }, widths: { '=tag': 50, message: 100 } };
    assert.deepEqual(widths(400, choice, ['tag']), { line: 60, '=tag': 50, verdict: 110, message: 100 });
  });

  it('fills the width exactly or needs more, never less', () => {
    const field = fc.constantFrom('number', 'first_name', 'email', 'tag');
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 3000 }), fc.uniqueArray(field), (available, fields) => {
        const sum = Object.values(widths(available, none, fields)).reduce((total, width) => total + width, 0);
        assert.ok(sum >= available, `${sum} of ${available}`);
      }),
    );
  });
});
