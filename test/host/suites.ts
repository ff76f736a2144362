import * as path from 'node:path';
import { versions, type VersionName } from './versions';

export interface Suite {
  name: string;
  /** What to run with Node. */
  args: string[];
  env?: Record<string, string>;
  /** Whether it needs VS Code and a browser. */
  window: boolean;
}

/** Every suite of `npm test`, in the order of their results. The files are found by glob. */
export const suites: Suite[] = [
  { name: 'check', args: [path.join(__dirname, 'check.js')], window: false },
  { name: 'unit', args: mocha('unit'), window: false },
  { name: 'api', args: mocha('api'), window: false },
  // Installs the VSIX that the suites after it run on.
  { name: 'package', args: mocha('package'), window: true },
  ...(Object.keys(versions) as VersionName[]).map((version) => ({
    name: `extension ${versions[version].vscode}`,
    args: [path.join(__dirname, 'extensionTests.js'), version],
    window: true,
  })),
  { name: 'workbench', args: mocha('workbench'), window: true },
];

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
