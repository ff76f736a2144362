import { languages, type Disposable } from 'vscode';
import type { CredentialStore } from '../credentials/credentialStore';
import { DisposableStore } from '../disposableStore';
import type { ContactsFiles } from '../files/contactsFiles';
import type { Log } from '../log';
import type { LocalProblems } from '../problems/localProblems';
import { ContactActions, contactKind } from './contactActions';
import { headerCompletions, keyCompletions } from './completions';
import { allDocuments, csvDocuments, jsonDocuments } from './contactsDocuments';
import { FieldHovers } from './fieldHovers';
import { LiveChecks } from './liveChecks';
import { providedKinds, QuickFixes } from './quickFixes';
import { UpdateLens } from './updateLens';

export interface LanguageParts {
  readonly files: ContactsFiles;
  readonly problems: LocalProblems;
  readonly credentials: CredentialStore;
  readonly log: Log;
}

/** Makes a contacts file feel like code: checks while typing, fixes, completion, hovers, and the line over the first row. */
export function registerLanguageFeatures({ files, problems, credentials, log }: LanguageParts): Disposable {
  const store = new DisposableStore();
  const live = store.add(new LiveChecks(files, problems, log));
  const fixes = new QuickFixes(live, problems);
  const lens = store.add(new UpdateLens(files, live, credentials));
  store.add(languages.registerCodeActionsProvider(allDocuments, fixes, { providedCodeActionKinds: providedKinds }));
  const actions = new ContactActions(live);
  store.add(languages.registerCodeActionsProvider(allDocuments, actions, { providedCodeActionKinds: [contactKind] }));
  store.add(languages.registerCompletionItemProvider(csvDocuments, headerCompletions, ',', ';', '\t', '|', '"'));
  store.add(languages.registerCompletionItemProvider(jsonDocuments, keyCompletions(files), '"'));
  store.add(languages.registerHoverProvider(allDocuments, new FieldHovers(live)));
  store.add(languages.registerCodeLensProvider(allDocuments, lens));
  return store;
}
