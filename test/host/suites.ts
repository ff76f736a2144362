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
  { name: 'unit', args: mocha('unit', 20_000), window: false },
  { name: 'api', args: mocha('api', 60_000), window: false },
  // Installs the VSIX that the suites after it run on.
  { name: 'package', args: mocha('package', 120_000), window: true },
  ...(Object.keys(versions) as VersionName[]).map((version) => ({
    name: `extension ${versions[version].vscode}`,
    args: [path.join(__dirname, 'extensionTests.js'), version],
    window: true,
  })),
  { name: 'workbench', args: mocha('workbench', 180_000), window: true },
];

function mocha(folder: string, timeout: number): string[] {
  return [
    require.resolve('mocha/bin/mocha.js'),
    '--enable-source-maps',
    `--timeout=${timeout}`,
    `--reporter=${path.join(__dirname, 'countingReporter.js')}`,
    `out/test/${folder}/**/*.test.js`,
  ];
}
