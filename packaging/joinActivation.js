// Joins what activation loads into one file. esbuild splits a bundle by who imports what, and leaves the code that activation shares with
// commands in some twenty small chunks. To read and link each of them takes longer than to run them.
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');

const importStatement = /import(?:\{([^{}]*)\}from)?"(\.[^"]+)"/g;

/**
 * @param {import('esbuild').Metafile} metafile of the split bundle, whose files are on the disk
 * @param {string} entry one of its outputs
 * @param {import('esbuild').BuildOptions} options of that build
 * @returns {Promise<string[]>} the files that are part of the entry now and were removed
 */
async function joinActivation(metafile, entry, options) {
  const joined = loadedWith(metafile, entry);
  const numbers = new Map(joined.map((file, number) => [path.resolve(file), number]));
  const folder = path.dirname(entry);
  const nameIn = (file, name) => `${name}_${numbers.get(file)}`;

  const exported = joined.map((file) => {
    const names = metafile.outputs[file].exports;
    const renamed = file === entry ? names : names.map((name) => `${name} as ${nameIn(path.resolve(file), name)}`);
    return `export { ${renamed.join(', ')} } from ${JSON.stringify('./' + path.relative(folder, file))};`;
  });
  await esbuild.build({
    stdin: { contents: exported.join('\n'), resolveDir: folder },
    outfile: entry,
    allowOverwrite: true,
    bundle: true,
    minify: options.minify,
    platform: options.platform,
    target: options.target,
    format: 'esm',
    banner: options.banner,
    external: options.external,
    logLevel: options.logLevel,
    plugins: [
      {
        name: 'join',
        setup(build) {
          build.onResolve({ filter: /^\./ }, ({ path: name, resolveDir }) => {
            const file = path.resolve(resolveDir, name);
            return numbers.has(file) ? { path: file } : { path: './' + path.relative(folder, file), external: true };
          });
          build.onLoad({ filter: /./ }, ({ path: file }) => ({
            contents: fs.readFileSync(file, 'utf8').replace(options.banner.js, ''),
          }));
        },
      },
    ],
  });

  const removed = joined.filter((file) => file !== entry);
  for (const file of removed) fs.rmSync(file);
  for (const file of Object.keys(metafile.outputs)) {
    if (!file.endsWith('.mjs') || numbers.has(path.resolve(file))) continue;
    const written = fs.readFileSync(file, 'utf8');
    fs.writeFileSync(
      file,
      written.replace(importStatement, (statement, names, from) => {
        const chunk = path.resolve(path.dirname(file), from);
        if (!numbers.has(chunk)) return statement;
        const renamed = renameImports(names ?? '', (name) => nameIn(chunk, name));
        const specifier = JSON.stringify(path.relative(path.dirname(file), entry).replaceAll('\\', '/'));
        return renamed.length === 0 ? `import${specifier}` : `import{${renamed.join(',')}}from${specifier}`;
      }),
    );
  }
  return removed;
}

/**
 * Import specifiers under new names: what they are called in the importing file stays as it is.
 * @param {string} specifiers `a as b,c`
 * @param {(name: string) => string} nameOf the new name of an export
 * @returns {string[]}
 */
function renameImports(specifiers, nameOf) {
  return specifiers
    .split(',')
    .map((specifier) => specifier.trim())
    .filter((specifier) => specifier !== '')
    .map((specifier) => {
      const [name, local = name] = specifier.split(/\s+as\s+/);
      return `${nameOf(name)} as ${local}`;
    });
}

/** The entry and all that it imports at once, however far. */
function loadedWith({ outputs }, entry) {
  const files = [entry];
  for (const file of files) {
    for (const { path: imported, kind } of outputs[file].imports) {
      if (kind === 'import-statement' && outputs[imported] && !files.includes(imported)) files.push(imported);
    }
  }
  return files;
}

module.exports = { joinActivation, renameImports };
