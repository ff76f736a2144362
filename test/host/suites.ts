import * as path from 'node:path';
import { versions, type VersionName } from './versions';

export interface Suite {
  name: string;
  /** What to run with Node. */
  args: string[];
  env?: Record<string, string>;
  /** Whether it needs VS Code and a browser. */
  window: boolean;
  /** Left to `npm run test:all`: it runs on the other version of VS Code in `npm test`. */
  isExtra?: boolean;
}

/** Every suite, in the order of their results. The files are found by glob. */
export const suites: Suite[] = [
  { name: 'check', args: [path.join(__dirname, 'check.js')], window: false },
  { name: 'unit', args: mocha('unit'), window: false },
  { name: 'api', args: mocha('api'), window: false },
  // Installs the VSIX that the suites after it run on.
  { name: 'package', args: mocha('package'), window: true },
  inHost('recent'),
  inWindow('minimum'),
  { ...inHost('minimum'), isExtra: true },
  { ...inWindow('recent'), isExtra: true },
];

function inHost(version: VersionName): Suite {
  const args = [path.join(__dirname, 'extensionTests.js'), version];
  return { name: `extension ${versions[version].vscode}`, args, window: true };
}

function inWindow(version: VersionName): Suite {
  const env = { TEST_VSCODE: version };
  return { name: `workbench ${versions[version].vscode}`, args: mocha('workbench'), env, window: true };
}

function mocha(folder: string): string[] {
  return [
    require.resolve('mocha/bin/mocha.js'),
    '--enable-source-maps',
    // Generous: other suites keep the machine busy meanwhile.
    '--timeout=180000',
    `--reporter=${path.join(__dirname, 'countingReporter.js')}`,
    `out/test/${folder}/**/*.test.js`,
  ];
}
