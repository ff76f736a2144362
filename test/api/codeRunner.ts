import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import type { LanguageName } from '../../src/core/code/languages';

/** What a program printed and how it ended. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Way {
  readonly file: string;
  /** The programs that must be there; of several names for one, the first that is there is taken. */
  readonly tools: readonly (readonly string[])[];
  readonly run: (file: string, tools: readonly string[]) => readonly string[];
  /** What has to be done once with the code before it is run. */
  readonly build?: (file: string, tools: readonly string[]) => readonly string[];
}

const program = (file: string) => file.replace(/\.go$/, '.exe');

const ways: Readonly<Record<LanguageName, Way>> = {
  cURL: {
    file: 'update-contacts.sh',
    tools: [['sh'], ['curl'], ['awk'], ['grep'], ['sed'], ['mktemp']],
    run: (file, [sh]) => [sh!, file],
  },
  PowerShell: {
    file: 'update-contacts.ps1',
    tools: [['powershell.exe', 'pwsh'], ['curl.exe']],
    run: (file, [shell]) => [shell!, '-NoProfile', '-ExecutionPolicy', 'Bypass', '-File', file],
  },
  'Node.js': { file: 'update-contacts.mjs', tools: [], run: (file) => [process.execPath, file] },
  PHP: { file: 'update-contacts.php', tools: [['php']], run: (file, [php]) => [php!, file] },
  Python: { file: 'update_contacts.py', tools: [['python3', 'python']], run: (file, [python]) => [python!, file] },
  Go: {
    file: 'update_contacts.go',
    tools: [['go']],
    build: (file, [go]) => [go!, 'build', '-o', program(file), file],
    run: (file) => [program(file)],
  },
};

/** Runs copied code as a person would: saved to a file, in a folder of its own, with the credentials in the environment. */
export class CodeRunner {
  /** The program that is not on this machine; undefined when the language can be run. */
  readonly missing: string | undefined;
  private readonly way: Way;
  private readonly tools: readonly string[];
  private readonly folder = mkdtempSync(path.join(os.tmpdir(), 'exotel-contacts-code-'));

  constructor(readonly language: LanguageName) {
    this.way = ways[language];
    const found = this.way.tools.map((names) => names.find(isInstalled));
    this.missing = this.way.tools.find((_, index) => found[index] === undefined)?.join(' or ');
    this.tools = found.map((tool) => tool ?? '');
  }

  /** @param environment beside what every program gets */
  async run(code: string, environment: Readonly<Record<string, string>>): Promise<Ran> {
    const folder = path.join(this.folder, createHash('sha256').update(code).digest('hex'));
    const file = path.join(folder, this.way.file);
    if (mkdirSync(folder, { recursive: true })) {
      writeFileSync(file, code);
      const build = this.way.build?.(file, this.tools);
      const built = build && (await start(build, folder, {}));
      if (built && built.status !== 0) throw new Error(built.stderr);
    }
    return start(this.way.run(file, this.tools), folder, environment);
  }

  /** A file beside the code, under a name that is hard to quote. */
  write(name: string, text: string): string {
    const file = path.join(this.folder, name);
    writeFileSync(file, text);
    return file;
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function isInstalled(tool: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  const names = process.platform === 'win32' ? [tool, `${tool}.exe`] : [tool];
  return folders.some((folder) => names.some((name) => existsSync(path.join(folder, name))));
}

function start(
  [command, ...args]: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string>>,
): Promise<Ran> {
  const inherited = Object.entries(process.env).filter(([name]) => !/^EXOTEL_|proxy$/i.test(name));
  const child = spawn(command!, args, {
    cwd,
    env: { ...Object.fromEntries(inherited), ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, stdout, stderr }));
  });
}
