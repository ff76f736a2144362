// `npm run bench:typing [-- rounds [contacts [minimum|recent]]]`: see typing/run.ts.
import * as path from 'node:path';
import { endOnSignal } from '../host/endOnSignal';
import { runInVSCode } from '../host/runInVSCode';

const [rounds = '10', contacts = '50000', target = 'minimum'] = process.argv.slice(2);

endOnSignal();
runInVSCode(target, path.join(__dirname, 'typing', 'run'), { ROUNDS: rounds, CONTACTS: contacts }).catch(
  (error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
