import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type SettingName, settingTable, soundValue } from '../../../src/editor/settingTable';

describe('soundValue', () => {
  const table: [SettingName, unknown, unknown][] = [
    ['batchSize', 250, 250],
    ['batchSize', 0, 1],
    ['batchSize', 5001, 5000],
    ['batchSize', 2.6, 3],
    ['batchSize', '250', 1000],
    ['batchSize', Number.NaN, 1000],
    ['batchSize', undefined, 1000],
    ['requestsPerMinute', 1e9, 200],
    ['requestsPerMinute', -1, 1],
    ['maxAttempts', 0, 1],
    ['requestTimeoutSeconds', 0, 1],
    ['region', 'mumbai', 'mumbai'],
    ['region', 'Mumbai', 'ask'],
    ['region', null, 'ask'],
    ['region', ['mumbai'], 'ask'],
    ['confirmBeforeSending', false, false],
    ['confirmBeforeSending', 'false', true],
    ['emptyCells', 'clear', 'clear'],
    ['emptyCells', 'erase', 'keep'],
    ['customEndpoint', { toString: 1 }, ''],
  ];
  for (const [name, value, expected] of table) {
    it(`reads ${name} ${JSON.stringify(value)} as ${JSON.stringify(expected)}`, () => {
      assert.equal(soundValue(name, value), expected);
    });
  }

  it('leaves every default as it is', () => {
    for (const name of Object.keys(settingTable) as SettingName[]) {
      assert.equal(soundValue(name, settingTable[name].default), settingTable[name].default);
    }
  });
});
