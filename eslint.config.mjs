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

/** VS Code makes links and icons of parts of texts that it shows, and those may be others': a file's name, a list's, the server's words. */
const literalTexts = (...selectors) => ({
  'no-restricted-syntax': ['error', ...selectors.map(([selector, message]) => ({ selector, message }))],
});
const windowOfVSCode = [
  ':matches(ImportDeclaration[source.value="vscode"] > ImportSpecifier[imported.name="window"], MemberExpression[object.name="vscode"][property.name="window"])',
  'Import `window` from editor/window, which shows texts as they are.',
];
const iconInLabel = [
  'Property[key.name=/^(label|description|detail)$/] :matches(Literal[value=/\\$\\(/], TemplateElement[value.raw=/\\$\\(/])',
  'Name the icon in `icon` of the item: in a label it is shown as text.',
];
const ownWidget = [
  ':matches(MemberExpression[property.name=/^create(QuickPick|InputBox|StatusBarItem)$/], NewExpression[callee.name="CodeLens"])',
  'Give texts of others to `literalText`, then name the file in eslint.config.mjs.',
];
const trusted = [
  ':matches(AssignmentExpression[left.property.name="isTrusted"]:not([right.type="ObjectExpression"]), NewExpression[callee.name="MarkdownString"][arguments.length>1])',
  'Name the commands that a text may run: `isTrusted = { enabledCommands }`.',
];
/** They give texts of others to `literalText`, or have none. */
const widgets = [
  'pickOne',
  'lists/chooseList',
  'credentials/askInSteps',
  'region/statusBar',
  'run/runStatus',
  'problems/failedRowItem',
  'language/updateLens',
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
  {
    files: ['src/editor/**/*.ts', 'src/extension.ts'],
    ignores: ['src/editor/window.ts'],
    rules: literalTexts(windowOfVSCode, iconInLabel, ownWidget, trusted),
  },
  {
    files: widgets.map((name) => `src/editor/${name}.ts`),
    rules: literalTexts(windowOfVSCode, iconInLabel, trusted),
  },
  { files: ['test/**/*.ts'], rules: { 'no-console': 'off' } },
);
