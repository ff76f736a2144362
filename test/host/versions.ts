/** A build of VS Code, as the npm package code-server carries it. */
export interface VSCodeVersion {
  /** What VS Code reports as its own version. */
  vscode: string;
  /** Version of the npm package code-server that carries it. */
  codeServer: string;
  /** Major version of Node its server runs on. */
  node: number;
}

/** Every VS Code the tests know: the oldest the extension supports, and a recent one. */
export const versions = {
  minimum: { vscode: '1.100.3', codeServer: '4.100.3', node: 20 },
  recent: { vscode: '1.139.1', codeServer: '4.139.1', node: 24 },
} as const satisfies Record<string, VSCodeVersion>;

export type VersionName = keyof typeof versions;

/** Throws for a name that is not in the table. */
export function versionNamed(name: string): VersionName {
  if (Object.hasOwn(versions, name)) return name as VersionName;
  throw new Error(`There is no VS Code "${name}" here. Known: ${Object.keys(versions).join(', ')}.`);
}
