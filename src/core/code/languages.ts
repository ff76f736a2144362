import type { CodeRequest } from './codeRequest';
import { curl } from './curl';
import { go } from './go';
import { nodeJs } from './nodeJs';
import { php } from './php';
import { powerShell } from './powerShell';
import { python } from './python';

interface Language {
  /** What it takes to run the code. */
  readonly needs: string;
  readonly write: (request: CodeRequest) => string;
}

/** The languages in which an update can be written, in the order in which they are offered. */
export const languages = {
  cURL: { needs: 'A POSIX shell with curl and awk', write: curl },
  PowerShell: { needs: 'Windows PowerShell 5.1 or newer with curl.exe', write: powerShell },
  'Node.js': { needs: 'Node.js 20 or newer', write: nodeJs },
  PHP: { needs: 'PHP 7.1 or newer', write: php },
  Python: { needs: 'Python 3.6 or newer', write: python },
  Go: { needs: 'Go 1.16 or newer', write: go },
} as const satisfies Readonly<Record<string, Language>>;

export type LanguageName = keyof typeof languages;

export const languageNames = Object.keys(languages) as readonly LanguageName[];
