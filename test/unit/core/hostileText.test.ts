import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, it } from 'mocha';
import { hostileTexts } from './hostileTexts';

/** Many times what is needed: it tells a moment from hours, and is no measure of speed. */
const limit = 60_000;

describe('a hostile text', function () {
  const names = Object.keys(hostileTexts);
  this.timeout(names.length * (limit + 10_000));

  // Patterns that begin anew at each character take hours for these, and those that keep where they were for each run out of stack. Each
  // text has a process of its own, since nothing else can end it.
  it('is read, checked, corrected, masked and exported in a moment', async () => {
    const module = JSON.stringify(join(__dirname, 'hostileTexts.js'));
    const failed: string[] = [];
    for (const name of names) {
      const script = `require(${module}).hostileTexts[${JSON.stringify(name)}]()`;
      const running = promisify(execFile)(process.execPath, ['-e', script], { timeout: limit, killSignal: 'SIGKILL' });
      await running.catch(({ killed, stderr }: { killed?: boolean; stderr?: string }) => {
        failed.push(`${name}: ${killed ? 'takes too long' : stderr}`);
      });
    }
    assert.deepEqual(failed, []);
  });
});
