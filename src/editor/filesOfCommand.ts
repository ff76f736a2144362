import { TabInputWebview, type TextDocument, Uri, workspace } from 'vscode';
import { UserError } from '../core/userError';
import { isContactsFile } from './files/isContactsFile';
import { fileLabel } from './fileLabel';
import { commandId, resultsPanelType } from './ids';
import type { ShownResults } from './results/shownResults';
import { window } from './window';

/**
 * The files that a command is about: at least one, each once, in their order. Those it was called on, else the one in front.
 * @param clicked first argument of the command: the Explorer passes the file that was clicked
 * @param selected second argument: the Explorer passes all selected files, other menus an object about the editor
 * @throws UserError for an argument that is not a Uri, and when it is not clear which file is meant
 */
export async function filesOfCommand(
  shown: Pick<ShownResults, 'file'>,
  clicked?: unknown,
  selected?: unknown,
): Promise<readonly Uri[]> {
  if (isMissing(clicked)) return [await fileInFront(shown)];
  const all: readonly unknown[] = Array.isArray(selected) ? [...(selected as readonly unknown[]), clicked] : [clicked];
  const files = all.map(requireUri);
  return [...new Map(files.map((file) => [file.toString(), file])).values()];
}

/** The same for a command that takes a single file. */
export async function fileOfCommand(shown: Pick<ShownResults, 'file'>, clicked?: unknown): Promise<Uri> {
  return isMissing(clicked) ? fileInFront(shown) : requireUri(clicked);
}

/** Whether the results panel has the focus. */
export function isPanelInFront(): boolean {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  return input instanceof TabInputWebview && input.viewType.endsWith(resultsPanelType);
}

/** The file in the active editor, whatever is in it. */
export function activeFile(): Uri | undefined {
  const input = window.tabGroups.activeTabGroup.activeTab?.input;
  // A file of more than 50 MB has a tab, and no editor that an extension can see.
  const uri = window.activeTextEditor?.document.uri ?? (hasUri(input) ? input.uri : undefined);
  return uri && isFile(uri) ? uri : undefined;
}

/** Whether a command was called without an argument. One that has come through JSON is null. */
export function isMissing(argument: unknown): argument is undefined | null {
  return argument === undefined || argument === null;
}

function requireUri(argument: unknown): Uri {
  if (argument instanceof Uri) return argument;
  throw new UserError(
    'wrong-argument',
    `This command takes the URI of a contacts file, but was called with ${describe(argument)}. Nothing was done. Check the ` +
      'keybinding, task or extension that called it.',
  );
}

function describe(argument: unknown): string {
  if (Array.isArray(argument)) return 'an array';
  return typeof argument === 'object' ? 'another object' : `a ${typeof argument}`;
}

/** With the results panel in front, the file that it is about; else the active one, else the only contacts file visible. */
async function fileInFront(shown: Pick<ShownResults, 'file'>): Promise<Uri> {
  const file = (isPanelInFront() && (await shown.file())) || activeFile();
  if (file) return file;
  const [first, ...others] = await visibleContactsFiles();
  if (first && others.length === 0) return first;
  const which = first
    ? `${[first, ...others].map((uri) => fileLabel(uri)).join(' and ')} are both open. Select one of them`
    : 'No contacts file is open. Open a JSON or CSV file of contacts';
  throw new UserError('no-file', `${which}, then run the command again.`, [
    ...(first ? [] : [{ title: 'Open a Sample', command: commandId('openSample') }]),
  ]);
}

async function visibleContactsFiles(): Promise<readonly Uri[]> {
  const documents = new Set<TextDocument>(window.visibleTextEditors.map(({ document }) => document));
  const files: Uri[] = [];
  for (const document of documents) {
    if (isFile(document.uri) && (await isContactsFile(document))) files.push(document.uri);
  }
  return files;
}

/** Something that can be edited and saved: not the Output, nor another version of a file. */
function isFile({ scheme }: Uri): boolean {
  return scheme === 'untitled' || workspace.fs.isWritableFileSystem(scheme) === true;
}

function hasUri(input: unknown): input is { uri: Uri } {
  return typeof input === 'object' && input !== null && 'uri' in input && input.uri instanceof Uri;
}
