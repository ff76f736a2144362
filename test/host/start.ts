// `npm start`: VS Code with the extension, on a copy of the samples, in the region sandbox, for a browser of your choice.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { endOnSignal } from './endOnSignal';
import { projectFolder } from './folders';
import { startVSCode } from './startVSCode';
import { temporaryFolder } from './temporaryFolder';
import { versionNamed, versions } from './versions';

async function main(): Promise<void> {
  const version = versionNamed(process.env.TEST_VSCODE || 'minimum');
  console.log(`Starting VS Code ${versions[version].vscode}; the first time this installs it.`);
  const folder = path.join(temporaryFolder('start').path, 'samples');
  fs.cpSync(path.join(projectFolder, 'media', 'samples'), folder, { recursive: true });
  const vscode = await startVSCode({
    version,
    folder,
    file: path.join(folder, 'contacts.csv'),
    extensionDevelopmentPath: projectFolder,
    userSettings: { 'exotelContacts.region': 'sandbox' },
  });
  console.log(
    `\nOpen this address in a browser:\n\n    ${vscode.url}\n\nThe files are a copy of the samples, and nothing`,
  );
  console.log('leaves this machine: the region is the sandbox. Ctrl+C ends it.');
  console.log(await vscode.ended);
  process.exitCode = 1;
}

endOnSignal(0);
main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
