import assert from 'node:assert/strict';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, it } from 'mocha';

type RenameImports = (specifiers: string, nameOf: (name: string) => string) => string[];

const script = path.resolve(__dirname, '../../../../packaging/joinActivation.js');

describe('joinActivation', () => {
  it('lets every file keep its own names for what it imports, the same as the export’s included', async () => {
    const { renameImports } = (await import(pathToFileURL(script).href)) as { renameImports: RenameImports };
    const rename = (specifiers: string) => renameImports(specifiers, (name) => `${name}_24`);
    assert.deepEqual(rename('a as v,b'), ['a_24 as v', 'b_24 as b']);
    assert.deepEqual(rename(' $ as _, x as $'), ['$_24 as _', 'x_24 as $']);
    assert.deepEqual(rename(''), []);
  });
});
