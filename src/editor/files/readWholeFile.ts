import { TabInputText, window, workspace, type Tab, type Uri } from 'vscode';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { builtInCommands } from '../ids';
import { openDocument } from '../openDocument';

/** What tells two contents of a file apart without reading it. */
export interface FileState {
  readonly size: number;
  readonly mtime: number;
}

const mostReads = 2;
const pauseMs = 300;

/**
 * Reads a file that no editor shows to extensions, while it does not change.
 * @throws UserError when it cannot be read, has unsaved changes, or changes during the second read as well
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
    if (read === mostReads) {
      throw new UserError(
        'file-changes',
        `${fileLabel(uri)} changed while it was being read. Wait until the other program has finished, then run the command again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/**
 * Whether a file on the disk is as it was when it was read.
 * @throws UserError when it can no longer be read, or has unsaved changes
 */
export async function isStill(uri: Uri, state: FileState): Promise<boolean> {
  requireSaved(uri);
  return isSame(state, await stateOf(uri));
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
    `${fileLabel(uri)} cannot be read. Check that it still exists under this name, and that you may read it.`,
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
    `${fileLabel(uri)} has unsaved changes, and is too large for VS Code to show them to extensions. Save it, then run the command again.`,
    [
      tab.isActive && tab.group.isActive
        ? { title: 'Save', command: builtInCommands.save }
        : { title: 'Show File', command: builtInCommands.open, arguments: [uri] },
    ],
  );
}

function dirtyTab(uri: Uri): Tab | undefined {
  if (openDocument(uri)) return undefined;
  return window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .find(({ input, isDirty }) => isDirty && input instanceof TabInputText && input.uri.toString() === uri.toString());
}
