import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { languageNames, languages } from '../../../../src/core/code/languages';
import { largestInCode, linesInCode } from '../../../../src/core/code/linesInCode';
import { checkContacts } from '../../../../src/core/check/checkContacts';
import { readContactFile } from '../../../../src/core/read/readContactFile';
import { finish } from '../../../../src/core/steps';
import { sidOf } from '../../../sidOf';

const request = {
  origin: 'https://api.in.exotel.com',
  batchSize: 5000,
  attempts: 6,
  count: 1,
  contacts: { lines: [`{"sid":"${sidOf(1)}","tag":"नमस्ते"}`] },
};

describe('the languages of an update', () => {
  it('are those of the contract', () => {
    assert.deepEqual(languageNames, ['cURL', 'PowerShell', 'Node.js', 'PHP', 'Python', 'Go']);
  });

  for (const name of languageNames) {
    it(`read the credentials from the environment: ${name}`, () => {
      const code = languages[name].write(request);
      for (const part of [
        'EXOTEL_API_KEY',
        'EXOTEL_API_TOKEN',
        'EXOTEL_ACCOUNT_SID',
        'EXOTEL_ENDPOINT',
        request.origin,
        sidOf(1),
      ]) {
        assert.ok(code.includes(part), part);
      }
      assert.match(code, /\n$/);
      assert.doesNotMatch(code, /\[object|NaN|: undefined/);
    });
  }

  it('send at most 1,000 contacts at once with PowerShell, which reads at most 2 MB of JSON', () => {
    assert.match(languages.PowerShell.write(request), /\$batchSize = 1000\n/);
    assert.match(languages.Python.write(request), /BATCH_SIZE = 5000\n/);
  });

  it('are ASCII with PowerShell, whatever code page the script is read in', () => {
    assert.match(languages.PowerShell.write(request), /^[\t\n\x20-\x7e]*$/);
  });
});

describe('the contacts in the code', () => {
  function lines(count: number) {
    const rows = Array.from({ length: count }, (_, n) => `{"sid":"${sidOf(n)}","tag":"${'é'.repeat(450)}"}\n`);
    const checked = finish(checkContacts(finish(readContactFile(rows.join(''), 'jsonLines', { emptyCells: 'keep' }))));
    return finish(linesInCode([...checked.file.rows.keys()], checked));
  }

  it('are one a line', () => {
    assert.equal(lines(3)?.length, 3);
  });

  it('are left out where they take more than a megabyte of UTF-8', () => {
    const size = Buffer.byteLength(`${lines(1)!.join('')}\n`);
    const most = Math.floor(largestInCode / size);
    assert.equal(lines(most)?.length, most);
    assert.equal(lines(most + 1), undefined);
  });
});
