import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** The import table of the rooms: who may import what. `allowTypeImports` marks the edges that carry types only. */
const never = (group, message, allowTypeImports = false) => ({ group, message, allowTypeImports });
const vscode = never(['vscode'], 'Only src/editor and src/extension.ts know VS Code.');
const axios = never(['axios'], 'Only src/api knows axios.');
const files = never(
  ['fs', 'fs/*', 'node:fs', 'node:fs/*', 'child_process', 'node:child_process'],
  'This room has no file system of its own.',
);
const room = (name, why, typesOnly = false) =>
  never([`**/${name}`, `**/${name}/**`], why ?? `This room does not import ${name}.`, typesOnly);

const core = [vscode, axios, files, room('editor'), room('webview'), room('sandbox'), room('api', 'Types only.', true)];

/** In the order in which they import. */
const reading = ['text', 'edits', 'file', 'json', 'csv', 'read'];
const uses = ['check', 'fix', 'run', 'journal', 'export', 'results'];

const rooms = [
  { files: ['src/core/**/*.ts'], patterns: core },
  ...reading.map((name, index) => ({
    files: [`src/core/${name}/**/*.ts`],
    patterns: [...core, ...[...reading.slice(index + 1), ...uses].map((later) => room(later))],
  })),
  {
    // An export is cut from a text that was read and checked, and says what a run came to: it judges nothing itself.
    files: ['src/core/export/**/*.ts'],
    patterns: [...core, ...['check', 'read', 'edits', 'fix', 'help', 'journal', 'plan'].map((name) => room(name))],
  },
  {
    files: ['src/api/**/*.ts'],
    patterns: [vscode, room('editor'), room('webview'), room('sandbox'), room('core', 'Types only.', true)],
  },
  {
    files: ['src/sandbox/**/*.ts'],
    patterns: [vscode, axios, files, room('editor'), room('webview'), room('api'), room('core', 'Types only.', true)],
  },
  { files: ['src/editor/**/*.ts'], patterns: [axios, room('webview')] },
  {
    files: ['src/webview/**/*.ts'],
    patterns: [vscode, axios, files, room('editor'), room('api'), room('sandbox')],
  },
  { files: ['src/protocol.ts'], patterns: [never(['*'], 'Types only.', true)] },
];

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'demo/', '.vscode-test/', 'node_modules/'] },
  ...tseslint.configs.recommendedTypeChecked.map((config) => ({ ...config, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: {
      parserOptions: {
        project: ['./tsconfig.json', './src/webview/tsconfig.json'],
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: false },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    // A file or a reply can be any text, and VS Code's extension host waits for a pattern that begins anew at each character of it.
    files: ['src/**/*.ts'],
    plugins: { regexp },
    rules: {
      'regexp/no-super-linear-move': ['error', { report: 'potential' }],
      'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    },
  },
  ...rooms.map(({ files, patterns }) => ({
    files,
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
  })),
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
);
