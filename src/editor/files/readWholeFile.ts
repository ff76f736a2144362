import { TabInputText, window, workspace, type Tab, type Uri } from 'vscode';
import { UserError } from '../../core/userError';
import { builtInCommands } from '../ids';
import { baseName } from '../openDocument';

/** What tells two contents of a file apart without reading it. */
export interface FileState {
  readonly size: number;
  readonly mtime: number;
}

const mostReads = 3;
const pauseMs = 300;

/**
 * Reads a file that no editor shows to extensions, while it does not change.
 * @throws UserError when it cannot be read, has unsaved edits, or is still being written
 */
export async function readWholeFile(uri: Uri): Promise<{ bytes: Uint8Array; state: FileState }> {
  requireSaved(uri);
  for (let read = 1; ; read++) {
    const before = await stateOf(uri);
    const bytes = await Promise.resolve(workspace.fs.readFile(uri)).catch((cause: unknown) => {
      throw unreadable(uri, cause);
    });
    const state = await stateOf(uri);
    requireSaved(uri);
    const isWhole = uri.scheme !== 'file' || bytes.length === state.size;
    if (isWhole && isSame(before, state)) return { bytes, state };
    if (read === mostReads) throw changing(uri, 'is still being written', 'Wait until that is done');
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/**
 * Before what was read from the disk is sent: it is still what the file holds.
 * @throws UserError when the file was changed, deleted or edited since
 */
export async function requireUnchanged(uri: Uri, state: FileState | undefined): Promise<void> {
  if (!state) return;
  requireSaved(uri);
  if (!isSame(state, await stateOf(uri))) throw changing(uri, 'changed after it was read', 'Nothing was sent');
}

function changing(uri: Uri, what: string, next: string): UserError {
  return new UserError('file-changes', `${baseName(uri)} ${what}. ${next}, then run the command again.`);
}

async function stateOf(uri: Uri): Promise<FileState> {
  const { size, mtime } = await Promise.resolve(workspace.fs.stat(uri)).catch((cause: unknown) => {
    throw unreadable(uri, cause);
  });
  return { size, mtime };
}

function isSame(one: FileState, other: FileState): boolean {
  return one.size === other.size && one.mtime === other.mtime;
}

function unreadable(uri: Uri, cause: unknown): UserError {
  return new UserError(
    'unreadable-file',
    `${baseName(uri)} cannot be read. Check that it still exists under this name, and that you may read it.`,
    [],
    { cause },
  );
}

/** Over 50 MB no extension sees the text of an editor, and with unsaved edits the file is not what the person sees. */
function requireSaved(uri: Uri): void {
  const tab = dirtyTab(uri);
  if (!tab) return;
  throw new UserError(
    'unsaved',
    `${baseName(uri)} has unsaved changes, and is too large for VS Code to show them to extensions. Save it, then run the command again.`,
    [
      tab.isActive && tab.group.isActive
        ? { title: 'Save', command: builtInCommands.save }
        : { title: 'Show File', command: builtInCommands.open, arguments: [uri] },
    ],
  );
}

function dirtyTab(uri: Uri): Tab | undefined {
  if (workspace.textDocuments.some((document) => document.uri.toString() === uri.toString())) return undefined;
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input, isDirty }) => isDirty && input instanceof TabInputText && input.uri.toString() === uri.toString());
}
