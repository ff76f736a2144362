/** Every name that the manifest, users or other extensions rely on, in one typed place. */
export const prefix = 'exotelContacts';

/** The commands, in the order of the manifest. Each is the name of its file in `commands/`. */
export const commandNames = [
  'updateContacts',
  'createContacts',
  'deleteContacts',
  'addToList',
  'checkFile',
  'retryFailed',
  'stopUpdate',
  'showResults',
  'retryRows',
  'exportRows',
  'copyRows',
  'copySids',
  'revealRow',
  'showHistory',
  'exportResults',
  'showResultsAsText',
  'nextFailedRow',
  'previousFailedRow',
  'resumeRun',
  'undoRun',
  'clearSnapshots',
  'setCredentials',
  'clearCredentials',
  'testConnection',
  'switchRegion',
  'copyAsCode',
  'openSample',
  'loadIntoSandbox',
  'downloadContacts',
  'previewChanges',
  'updateRows',
  'previewRows',
  'copyContacts',
  'copyRowsAsCode',
  'showLog',
] as const;

export type CommandName = (typeof commandNames)[number];

export const commandId = (name: CommandName): string => `${prefix}.${name}`;

/** Context keys for `when` clauses; each is unset by default. */
export const contextKeys = {
  /** The open files that are contacts files: `resource in exotelContacts.contactsFiles`. */
  contactsFiles: `${prefix}.contactsFiles`,
  /** A run is on. */
  runOn: `${prefix}.runOn`,
} as const;

/** Of the documents with results as text. */
export const resultsTextScheme = 'exotel-contacts-results';

/** Of the documents that a preview compares. */
export const previewScheme = 'exotel-contacts-preview';

export const resultsPanelType = `${prefix}.results`;

/** Keys of SecretStorage and of the workspace's memento. */
export const storageKeys = {
  /** Secret: the account SIDs known for each endpoint. Kept beside the credentials, so that both live and die together. */
  accounts: `${prefix}.accounts`,
  /** Secret, one for each endpoint and account SID: key and token. */
  credentials: (endpoint: string, accountSid: string) => `${prefix}.credentials ${endpoint} ${accountSid}`,
  /** Workspace memento: the account picked for each endpoint. */
  chosenAccounts: `${prefix}.chosenAccounts`,
  /** Workspace memento: which names files had before. */
  fileMoves: `${prefix}.fileMoves`,
  /** Global memento: where updates have gone from this machine. */
  knownTargets: `${prefix}.knownTargets`,
} as const;

/** Commands of VS Code itself behind our buttons. */
export const builtInCommands = {
  open: 'vscode.open',
  diff: 'vscode.diff',
  getEditorLayout: 'vscode.getEditorLayout',
  setEditorLayout: 'vscode.setEditorLayout',
  openSettings: 'workbench.action.openSettings',
  openSettingsJson: 'workbench.action.openSettingsJson',
  manageTrust: 'workbench.trust.manage',
  setContext: 'setContext',
  showInExplorer: 'revealInExplorer',
  showProblems: 'workbench.actions.view.problems',
  save: 'workbench.action.files.save',
  /** For the active editor: Reopen or Save with Encoding. */
  changeEncoding: 'workbench.action.editor.changeEncoding',
} as const;
