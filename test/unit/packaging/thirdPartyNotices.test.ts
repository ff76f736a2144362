import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { after, before, describe, it } from 'mocha';

type ThirdPartyNotices = (inputs: string[], root: string) => string;

const script = path.resolve(__dirname, '../../../../packaging/thirdPartyNotices.js');

describe('thirdPartyNotices', () => {
  let thirdPartyNotices: ThirdPartyNotices;
  let root: string;

  before(async () => {
    ({ thirdPartyNotices } = (await import(pathToFileURL(script).href)) as { thirdPartyNotices: ThirdPartyNotices });
    root = mkdtempSync(path.join(os.tmpdir(), 'exotel-contacts-notices-'));
    add('node_modules/plain', 'plain', { LICENSE: 'Plain licence\r\nsecond line\r\n', NOTICE: 'Plain notice' });
    add('node_modules/@scope/scoped', '@scope/scoped', { 'license.md': 'Scoped licence' });
    add('node_modules/plain/node_modules/nested', 'nested', { Licence: 'Nested licence' });
    add('node_modules/other/node_modules/nested', 'nested', { Licence: 'Nested licence' });
    add('node_modules/readme', 'readme', {
      'README.md': 'Intro\n\nLicense\n-------\n\nPermission is hereby granted, free\n\n[link]: https://example.com\n',
    });
    add('node_modules/headed', 'headed', {
      'readme.markdown': '# Use\n\nx\n\n## License\n\nRedistribution and use in source\n\n## More\n\ny\n',
    });
    add('node_modules/bare', 'bare', { 'README.md': '## License\n\nMIT\n', 'licenses.js': 'no licence' });
    add('node_modules/blank', 'blank', { LICENSE: ' \n' });
  });
  after(() => rmSync(root, { recursive: true }));

  function add(folder: string, name: string, files: Record<string, string>) {
    const absolute = path.join(root, folder);
    mkdirSync(absolute, { recursive: true });
    const manifest = JSON.stringify({ name, version: '1.2.3', license: 'MIT' });
    for (const [file, text] of Object.entries({ ...files, 'package.json': manifest })) {
      writeFileSync(path.join(absolute, file), text);
    }
  }

  it('gives name, version and licence of each package once, in order, whatever it was asked first', () => {
    const inputs = [
      'src/extension.ts',
      'node_modules/plain/lib/a.js',
      'node_modules/plain/lib/b.js',
      'required:http',
      'node_modules/plain/node_modules/nested/index.js',
      'node_modules/other/node_modules/nested/index.js',
      'node_modules/@scope/scoped/dist/index.mjs',
    ];
    const text = thirdPartyNotices(inputs, root);
    assert.equal(text, thirdPartyNotices([...inputs].reverse(), root));
    assert.deepEqual(text.match(/^.* 1\.2\.3 .*$/gm), [
      '@scope/scoped 1.2.3 (MIT)',
      'nested 1.2.3 (MIT)',
      'plain 1.2.3 (MIT)',
    ]);
    assert.match(text, /\nplain 1\.2\.3 \(MIT\)\n\nPlain licence\nsecond line\n\nPlain notice\n/);
  });

  it('takes the licence from the README where there is no file', () => {
    const text = thirdPartyNotices(['node_modules/readme/index.js', 'node_modules/headed/index.js'], root);
    assert.match(text, /\nheaded 1\.2\.3 \(MIT\)\n\nRedistribution and use in source\n\n---/);
    assert.match(text, /\nreadme 1\.2\.3 \(MIT\)\n\nPermission is hereby granted, free\n$/);
  });

  it('fails for packages without a licence text, and names them', () => {
    const inputs = ['plain', 'bare', 'blank'].map((name) => `node_modules/${name}/index.js`);
    assert.throws(() => thirdPartyNotices(inputs, root), {
      message: 'No licence text was found for bare 1.2.3 (MIT), blank 1.2.3 (MIT).',
    });
  });

  it('passes over what the page’s bundle leaves out', () => {
    assert.doesNotMatch(thirdPartyNotices(['(disabled):node_modules/bare/index.js'], root), /bare/);
  });
});
