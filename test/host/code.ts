// VS Code's command line for @vscode/test-electron: `--extensionDevelopmentPath=`, `--extensionTestsPath=` and a folder.
// Runs those tests in the VS Code that TEST_VSCODE names, in a headless browser, and ends with the tests' exit code.
// What the tests log goes to stdout. A host that does not start, ends early or hangs is a failure, with its log.
import * as path from 'node:path';
import { endOnSignal } from './endOnSignal';
import { launchBrowser } from './launchBrowser';
import { startVSCode } from './startVSCode';
import { versionNamed } from './versions';

/** Generous, as a hang is all this is for: a suite's own limits are mocha's. */
const runLimit = 25 * 60_000;
/** What VS Code itself logs beside the tests, through the same channel. */
const noise =
  /^(Resolv(ed|ing) connection token|Creating a socket|Ignoring fetching|Updating additional|ChatSessionStore|DialogService: Dialog requested|\[(Service Worker|reconnection-|AgentHost|AccountPolicyGate))/;
const cleanups: (() => Promise<unknown>)[] = [];

async function main(args: string[]): Promise<number> {
  const flag = (name: string) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3);
  const extensionDevelopmentPath = flag('extensionDevelopmentPath');
  const extensionTestsPath = flag('extensionTestsPath');
  if (!extensionDevelopmentPath || !extensionTestsPath) {
    throw new Error('Both --extensionDevelopmentPath= and --extensionTestsPath= are needed.');
  }
  const folder = args.find((arg) => !arg.startsWith('--'));
  const vscode = await startVSCode({
    version: versionNamed(process.env.TEST_VSCODE ?? 'minimum'),
    folder: folder && path.resolve(folder),
    extensionDevelopmentPath: path.resolve(extensionDevelopmentPath),
    // The workbench adds the .js itself.
    extensionTestsPath: path.resolve(extensionTestsPath).replace(/\.js$/, ''),
  });
  cleanups.push(vscode.stop);
  const browser = await launchBrowser();
  cleanups.unshift(() => browser.close());

  const context = await browser.newContext({
    permissions: ['clipboard-read', 'clipboard-write'],
    // What is drawn here nobody looks at.
    viewport: { width: 800, height: 500 },
  });
  const page = await context.newPage();
  const finished = new Promise<number>((resolve, reject) => {
    const fail = async (why: string) =>
      reject(new Error(`${why}. The end of VS Code's log:\n${await vscode.logTail()}`));
    setTimeout(() => void fail(`The tests did not finish within ${runLimit / 60_000} minutes`), runLimit).unref();
    page.once('crash', () => void fail('The browser page crashed'));
    browser.once('disconnected', () => void fail('The browser ended before the tests'));
    void vscode.ended.then(fail);
    void page.exposeFunction('codeAutomationExit', resolve);
  });
  await page.exposeFunction('codeAutomationLog', (_type: string, args: unknown[]) => {
    if (!noise.test(String(args[0]))) console.log(...args);
  });
  const opened = page.goto(vscode.url);
  await Promise.race([opened, finished]);
  return finished;
}

async function cleanUp(): Promise<void> {
  for (const cleanup of cleanups.splice(0)) await cleanup().catch(() => undefined);
}

endOnSignal();
void main(process.argv.slice(2))
  .catch((error: Error) => {
    console.error(error.message);
    return 1;
  })
  .then(async (code) => {
    await cleanUp();
    process.exitCode = code;
  });
