// Runs the in-host suites: `node extensionTests.js [minimum|recent|desktop] [part of a test file's path]`.
import * as path from 'node:path';
import { endOnSignal } from './endOnSignal';
import { runInVSCode } from './runInVSCode';

const [target = 'minimum', only = ''] = process.argv.slice(2);

endOnSignal();
runInVSCode(target, path.join(__dirname, '..', 'extension', 'run'), { TEST_ONLY: only }).catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
