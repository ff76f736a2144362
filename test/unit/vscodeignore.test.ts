import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, it } from 'mocha';

const root = path.resolve(__dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** What is shipped, as patterns: everything is left out but the lines with a “!”. */
const shipped = read('.vscodeignore')
  .split('\n')
  .filter((line) => line.startsWith('!'))
  .map((line) => line.slice(1).split('*'))
  .map((parts) => new RegExp(`^${parts.map((part) => part.replace(/[.]/g, '\\.')).join('[^]*')}$`));

describe('.vscodeignore', () => {
  it('lets every file of the bundles through, the manifest’s entry among them', () => {
    const built = readdirSync(path.join(root, 'dist'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'));
    const { main } = JSON.parse(read('package.json')) as { main: string };
    assert.ok(built.includes(path.posix.normalize(main)), 'the build comes first');
    assert.deepEqual(
      built.filter((file) => !shipped.some((pattern) => pattern.test(file))),
      [],
    );
  });

  it('names nothing that is not there, and no source', () => {
    for (const line of read('.vscodeignore').split('\n')) {
      if (line.startsWith('!') && !line.includes('*')) assert.ok(existsSync(path.join(root, line.slice(1))), line);
    }
    for (const file of ['src/extension.ts', 'test/unit/manifest.test.ts', 'package-lock.json']) {
      assert.ok(!shipped.some((pattern) => pattern.test(file)), file);
    }
  });
});
