import * as path from 'node:path';

/** This repository. The code runs from out/test/host. */
export const projectFolder = path.resolve(__dirname, '..', '..', '..');

/** Holds what the tests install on demand; git-ignored, and safe to delete at any time. */
export const cacheFolder = path.join(projectFolder, '.vscode-test');
