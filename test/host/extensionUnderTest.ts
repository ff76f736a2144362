import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { projectFolder } from './folders';

/** Names the folder that the VSIX is installed in, for the suites that come after `package`. */
export const installedIn = 'TEST_EXTENSIONS_DIR';

/** Where VS Code puts our extension in a folder of extensions. */
export function installedExtension(extensionsDir: string): string {
  const { publisher, name, version } = JSON.parse(
    readFileSync(path.join(projectFolder, 'package.json'), 'utf8'),
  ) as Record<'publisher' | 'name' | 'version', string>;
  return path.join(extensionsDir, `${publisher}.${name}-${version}`);
}

/** The extension under test: the installed VSIX in `npm test`, else this repository. */
export const extensionFolder = process.env[installedIn] ? installedExtension(process.env[installedIn]) : projectFolder;
