// Builds the extension: `node esbuild.js [--production] [--watch]` or `node esbuild.js --tests`.
//   dist/extension.mjs, chunks/ the extension host's bundle
//   dist/page.js, dist/page.css the results page's bundle
//   ThirdPartyNotices.txt       (--production) the licences of all that was bundled
//   out/ (--tests)              src and test, transpiled file by file, for mocha in plain Node and in the host
const esbuild = require('esbuild');
const fs = require('node:fs');
const path = require('node:path');
const { joinActivation } = require('./packaging/joinActivation');
const { thirdPartyNotices } = require('./packaging/thirdPartyNotices');

const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');
const tests = process.argv.includes('--tests');

/** The watch task's problem matcher waits for these two lines; one pair for all bundles, not one for each. */
function announce() {
  let running = 0;
  let failed = false;
  return {
    name: 'announce',
    setup(build) {
      build.onStart(() => {
        if (running++ === 0) console.log('[watch] build started');
      });
      build.onEnd((result) => {
        for (const { text, location } of result.errors) {
          failed = true;
          console.error(`✘ [ERROR] ${text}`);
          if (location) console.error(`    ${location.file}:${location.line}:${location.column}:`);
        }
        if (--running === 0) {
          console.log(`[watch] build finished${failed ? ' with errors' : ''}`);
          failed = false;
        }
      });
    },
  };
}

/**
 * VS Code's proxy support gives each extension its own `http` and `https`, and it gives them to require() only. So every import of
 * the two, axios' own included, becomes a require().
 */
const requiredModules = {
  name: 'required-modules',
  setup(build) {
    build.onResolve({ filter: /^(node:)?https?$/ }, ({ path: name, namespace }) =>
      namespace === 'required'
        ? { path: name, external: true }
        : { path: name.replace('node:', ''), namespace: 'required' },
    );
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path: name }) => ({
      contents: `module.exports = require(${JSON.stringify(name)});`,
    }));
  },
};

/**
 * Parts of axios that `src/api/exchange.ts` cannot reach, and what stands in for each: it names the http adapter, gives a transport of
 * its own, takes no proxy, follows no redirect and sends no form. The database of MIME types behind form-data alone is 137 kB.
 */
const leftOutOfAxios = new Map([
  ['form-data', 'module.exports = FormData;'],
  ['follow-redirects', 'module.exports = {};'],
  ['https-proxy-agent', 'module.exports = {};'],
  ['proxy-from-env', 'module.exports = {};'],
  ['../helpers/shouldBypassProxy.js', 'module.exports = undefined;'],
  ['./xhr.js', 'module.exports = undefined;'],
  ['./fetch.js', 'module.exports = {};'],
]);

const smallAxios = {
  name: 'small-axios',
  setup(build) {
    const inAxios = /[\\/]node_modules[\\/]axios[\\/]lib[\\/]/;
    build.onResolve({ filter: /./ }, ({ path: name, importer }) =>
      leftOutOfAxios.has(name) && inAxios.test(importer) ? { path: name, namespace: 'left-out' } : undefined,
    );
    build.onLoad({ filter: /./, namespace: 'left-out' }, ({ path: name }) => ({ contents: leftOutOfAxios.get(name) }));
  },
};

const shared = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : 'linked',
  sourcesContent: false,
  logLevel: watch ? 'silent' : 'warning',
};

const bundles = [
  {
    ...shared,
    entryPoints: { extension: 'src/extension.ts' },
    outdir: 'dist',
    platform: 'node',
    target: 'node20',
    // Only modules can be split, and only a split bundle is read no further than activation needs: what is imported
    // with import() stays on the disk until its first use.
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'chunks/[name]-[hash]',
    // For CommonJS dependencies and for the modules above.
    banner: { js: "import { createRequire as __cr } from 'node:module'; const require = __cr(import.meta.url);" },
    plugins: [requiredModules, smallAxios],
    external: ['vscode'],
    // jsonc-parser's `main` is a UMD file whose inner requires a bundler cannot follow.
    mainFields: ['module', 'main'],
  },
  {
    ...shared,
    entryPoints: { page: 'src/webview/page.ts' },
    outdir: 'dist',
    platform: 'browser',
    target: 'es2022',
    format: 'iife',
    tsconfig: 'src/webview/tsconfig.json',
  },
];

function typescriptFiles(folder) {
  return fs
    .readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
    .map((file) => path.join(folder, file));
}

/** What is timed in plain Node: in a bundle, as it ships. Between modules of their own, each use of an imported constant is a call. */
const timed = ['cold', 'reading', 'requests', 'peers'].map((name) => path.join('test', 'bench', `${name}.ts`));

const transpiled = () => ({
  entryPoints: [...typescriptFiles('src'), ...typescriptFiles('test')].filter((file) => !timed.includes(file)),
  outdir: 'out',
  outbase: '.',
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  sourcemap: 'linked',
  logLevel: 'warning',
});

/**
 * Builds, then removes what an earlier build left: a deleted test must not run, nor an old chunk be shipped. Returns the
 * metafile of each build.
 */
async function buildClean(folder, builds) {
  const results = await Promise.all(builds.map((build) => esbuild.build({ ...build, metafile: true })));
  const built = new Set(
    results.flatMap(({ metafile }) => Object.keys(metafile.outputs)).map((file) => path.normalize(file)),
  );
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !built.has(file)) fs.rmSync(file);
  }
  return results.map(({ metafile }) => metafile);
}

async function main() {
  if (tests) {
    await buildClean('out', [
      transpiled(),
      { ...transpiled(), entryPoints: timed, bundle: true, mainFields: ['module', 'main'], plugins: [smallAxios] },
    ]);
  } else if (watch) {
    const plugin = announce();
    const contexts = await Promise.all(
      bundles.map((bundle) => esbuild.context({ ...bundle, plugins: [...(bundle.plugins ?? []), plugin] })),
    );
    await Promise.all(contexts.map((context) => context.watch()));
  } else {
    const [host, ...others] = await buildClean('dist', bundles);
    if (!production) return;
    await joinActivation(host, 'dist/extension.mjs', bundles[0]);
    const inputs = [host, ...others].flatMap(({ inputs }) => Object.keys(inputs));
    fs.writeFileSync('ThirdPartyNotices.txt', thirdPartyNotices(inputs, __dirname));
  }
}

main().catch((error) => {
  // esbuild has printed its own errors.
  if (!error.errors) console.error(error.message);
  process.exit(1);
});
