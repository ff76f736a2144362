import { type ExtensionContext, ExtensionMode, Uri } from 'vscode';
import { copyRows } from './editor/commands/copyRows';
import { copySids } from './editor/commands/copySids';
import { registerCommand } from './editor/commands/registerCommand';
import { exportRows } from './editor/commands/exportRows';
import { retryRows } from './editor/commands/retryRows';
import { revealRow } from './editor/commands/revealRow';
import { showResults } from './editor/commands/showResults';
import { stopUpdate } from './editor/commands/stopUpdate';
import { showLog } from './editor/commands/showLog';
import { CredentialStore } from './editor/credentials/credentialStore';
import { DisposableStore } from './editor/disposableStore';
import { ResultsDocuments } from './editor/export/resultsDocuments';
import { ContactsFiles } from './editor/files/contactsFiles';
import { FileNames } from './editor/files/fileNames';
import { RowFollower } from './editor/files/rowFollower';
import type { CommandName } from './editor/ids';
import { Log } from './editor/log';
import { PreviewDocuments } from './editor/preview/previewDocuments';
import { carryOut } from './editor/results/carryOut';
import { reportError } from './editor/reportError';
import { ResultsPanel } from './editor/results/resultsPanel';
import { ShownResults } from './editor/results/shownResults';
import { ContactsOfRuns } from './editor/run/contactsOfRuns';
import { CurrentRun } from './editor/run/currentRun';
import { JournalFiles } from './editor/journal/journalFiles';
import { KnownTargets } from './editor/run/knownTargets';
import { FailedRowItem } from './editor/problems/failedRowItem';
import { LocalProblems } from './editor/problems/localProblems';
import { RunStatus } from './editor/run/runStatus';
import { RunsOfFiles } from './editor/run/runsOfFiles';
import { ServerVerdicts } from './editor/problems/serverVerdicts';
import { SandboxHost } from './editor/region/sandboxHost';
import { SnapshotFiles } from './editor/undo/snapshotFiles';
import { SecretMask } from './editor/secretMask';
import { StatusBar } from './editor/region/statusBar';
import type { Wish } from './protocol';

/** What `deactivate` does, once there is something to end. */
let close = (): Promise<void> | undefined => undefined;

/**
 * Lets a run that is on take in the reply on its way. VS Code waits up to 5 seconds for it, here and on a remote host, and disposes of the
 * subscriptions at once: what the run needs until then is not among them.
 */
export function deactivate(): Promise<void> | undefined {
  return close();
}

/** Creates the parts and connects them. Nothing is read, loaded or sent here: that waits for the first use. */
export function activate(context: ExtensionContext) {
  const store = new DisposableStore();
  context.subscriptions.push(store);

  const mask = new SecretMask();
  const log = store.add(new Log(mask));
  const credentials = store.add(new CredentialStore(context.secrets, context.workspaceState, mask, log));
  const sandbox = new SandboxHost();
  const statusBar = store.add(new StatusBar(credentials));
  const names = store.add(new FileNames(context.workspaceState));
  const files = store.add(new ContactsFiles(names, log));
  const target = { credentials, sandbox };
  const samples = {
    shipped: Uri.joinPath(context.extensionUri, 'media', 'samples'),
    copies: Uri.joinPath(context.globalStorageUri, 'samples'),
  };

  const problems = store.add(new LocalProblems(files));
  const verdicts = store.add(new ServerVerdicts(store.add(new RowFollower(files, names))));
  const snapshots = new SnapshotFiles(context);
  const journals = new JournalFiles(
    context,
    (uri, knownAt) => names.nameNow(uri, knownAt),
    (runId) => snapshots.has(runId),
  );
  const current = store.add(new CurrentRun());
  close = () => current.close().finally(() => sandbox.dispose());
  const runs = new RunsOfFiles(journals, current);
  const contacts = new ContactsOfRuns(verdicts);
  const shown = store.add(new ShownResults(current, runs, contacts, verdicts, target, log));
  const previews = store.add(new PreviewDocuments());
  const wishes = { current, shown, verdicts, previews, log };
  const failed = (where: string, error: unknown) => reportError(where, error, log);
  const panel = store.add(new ResultsPanel(context.extensionUri, shown, (wish) => void carryOut(wish, wishes), failed));
  store.add(shown.onDidShowCheck(() => panel.show()));
  const knownTargets = new KnownTargets(context.globalState);
  const sending = { current, journals, knownTargets, contactsOfRuns: contacts, verdicts, panel, log };
  const running = { ...sending, targets: target, runs, shown, problems, snapshots };

  const results = { runs, shown };
  const documents = store.add(new ResultsDocuments(runs, shown));
  const failedRows = { ...results, verdicts, panel, item: store.add(new FailedRowItem()) };
  store.add(new RunStatus(current));

  store.add(current.onDidStart(() => statusBar.runStarted()));
  store.add(current.onDidChange(({ record }) => verdicts.changed(record)));
  store.add(names.onDidMove((move) => runs.moved(names, move)));
  store.add(names.onDidMove((move) => shown.moved(names, move)));
  store.add(files.onDidChange(() => statusBar.setContactsFileActive(files.inFront !== undefined)));

  const register = (name: CommandName, run: (...args: readonly unknown[]) => unknown) =>
    store.add(registerCommand(name, run, log));
  register('setCredentials', async (accountSid) =>
    (await import('./editor/commands/setCredentials.js')).setCredentials(credentials, accountSid),
  );
  register('clearCredentials', async () =>
    (await import('./editor/commands/clearCredentials.js')).clearCredentials(credentials),
  );
  register('testConnection', async () =>
    (await import('./editor/commands/testConnection.js')).testConnection(target, log),
  );
  register('switchRegion', async (region) =>
    (await import('./editor/commands/switchRegion.js')).switchRegion(credentials, region),
  );
  register('openSample', async (name) => (await import('./editor/commands/openSample.js')).openSample(samples, name));
  register('updateContacts', async (clicked, selected) =>
    (await import('./editor/commands/updateContacts.js')).updateContacts(running, clicked, selected),
  );
  register('createContacts', async (clicked, selected) =>
    (await import('./editor/commands/createContacts.js')).createContacts(running, clicked, selected),
  );
  register('deleteContacts', async (clicked) =>
    (await import('./editor/commands/deleteContacts.js')).deleteContacts(running, clicked),
  );
  register('addToList', async (clicked, list, runId) =>
    (await import('./editor/commands/addToList.js')).addToList(running, clicked, list, runId),
  );
  register('retryFailed', async (target, rows) =>
    (await import('./editor/commands/retryFailed.js')).retryFailed(running, target, rows),
  );
  register('checkFile', async (clicked, selected) =>
    (await import('./editor/commands/checkFile.js')).checkFile(problems, shown, clicked, selected),
  );
  register('loadIntoSandbox', async (file, before) =>
    (await import('./editor/commands/loadIntoSandbox.js')).loadIntoSandbox(sandbox, shown, file, before),
  );
  register('copyAsCode', async (clicked, language, to) =>
    (await import('./editor/commands/copyAsCode.js')).copyAsCode({ shown, sandbox, problems }, clicked, language, to),
  );
  const downloading = { targets: target, storage: context.globalStorageUri, log };
  register('downloadContacts', async (what) =>
    (await import('./editor/commands/downloadContacts.js')).downloadContacts(downloading, what),
  );
  const previewing = { targets: target, problems, shown, documents: previews, log };
  register('previewChanges', async (clicked, what) =>
    (await import('./editor/commands/previewChanges.js')).previewChanges(previewing, clicked, what),
  );
  register('updateRows', async (file, sids) =>
    (await import('./editor/commands/updateRows.js')).updateRows(running, file, sids),
  );
  register('previewRows', async (file, sids) =>
    (await import('./editor/commands/previewRows.js')).previewRows(previewing, file, sids),
  );
  register('copyContacts', async (file, sids) =>
    (await import('./editor/commands/copyContacts.js')).copyContacts(shown, file, sids),
  );
  register('copyRowsAsCode', async (file, sids, language) =>
    (await import('./editor/commands/copyRowsAsCode.js')).copyRowsAsCode(
      { shown, sandbox, problems },
      file,
      sids,
      language,
    ),
  );
  register('stopUpdate', () => stopUpdate(current));
  register('showResults', (runId) => showResults(shown, panel, runId));
  register('retryRows', () => retryRows(panel));
  register('exportRows', () => exportRows(panel));
  register('copyRows', () => copyRows(panel));
  register('copySids', () => copySids(panel));
  register('revealRow', () => revealRow(panel));
  register('resumeRun', async (runId) => (await import('./editor/commands/resumeRun.js')).resumeRun(running, runId));
  register('undoRun', async (runId, options) =>
    (await import('./editor/commands/undoRun.js')).undoRun(
      { targets: target, journals, runs, shown, snapshots, contacts, log },
      runId,
      options,
    ),
  );
  register('clearSnapshots', async () =>
    (await import('./editor/commands/clearSnapshots.js')).clearSnapshots(snapshots, journals),
  );
  register('showHistory', async () =>
    (await import('./editor/commands/showHistory.js')).showHistory(journals, current, shown, panel),
  );
  register('exportResults', async (what) =>
    (await import('./editor/commands/exportResults.js')).exportResults({ ...results, contacts, log }, what),
  );
  register('showResultsAsText', async (runId) =>
    (await import('./editor/commands/showResultsAsText.js')).showResultsAsText(results, documents, runId),
  );
  register('nextFailedRow', async () => (await import('./editor/commands/nextFailedRow.js')).nextFailedRow(failedRows));
  register('previousFailedRow', async () =>
    (await import('./editor/commands/previousFailedRow.js')).previousFailedRow(failedRows),
  );
  register('showLog', () => showLog(log));

  void import('./editor/journal/offerResume.js')
    .then(({ offerResume }) => offerResume(journals, shown))
    .catch((error: unknown) => reportError('offerResume', error, log));

  void import('./editor/language/registerLanguageFeatures.js')
    .then(({ registerLanguageFeatures }) => store.add(registerLanguageFeatures({ files, problems, credentials, log })))
    .catch((error: unknown) => log.bug('registerLanguageFeatures', error));

  void import('./editor/problems/restoreVerdicts.js')
    .then(({ restoreVerdicts }) => store.add(restoreVerdicts({ files, runs, journals, verdicts, log })))
    .catch((error: unknown) => log.bug('restoreVerdicts', error));

  void import('./editor/undo/removeOldSnapshots.js')
    .then(({ removeOldSnapshots }) => removeOldSnapshots(snapshots, journals))
    .catch((error: unknown) => log.bug('removeOldSnapshots', error));

  return context.extensionMode === ExtensionMode.Test
    ? {
        secrets: context.secrets,
        storage: context.globalStorageUri,
        sandbox: () => sandbox.start(),
        shown,
        runIds: () => journals.list(),
        carryOut: (wish: Wish) => carryOut(wish, wishes),
      }
    : undefined;
}
