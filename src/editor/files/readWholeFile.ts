import { open } from 'node:fs/promises';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { TabInputText, workspace, type Tab, type Uri } from 'vscode';
import { FileDecoder, type DecodedText } from '../../core/text/decode';
import type { TextSource } from '../../core/text/textSource';
import { UserError } from '../../core/userError';
import { fileLabel } from '../fileLabel';
import { builtInCommands } from '../ids';
import { openDocument } from '../openDocument';
import { window } from '../window';

/** What distinguishes two contents of a file without reading it. */
export interface FileState {
  readonly size: number;
  readonly mtime: number;
}

const mostReads = 2;
const pauseMs = 300;
/** Bytes that are read and decoded between two pauses: some milliseconds. */
const sliceLength = 1_048_576;

/**
 * Reads a file that no editor shows to extensions, while it does not change. Its bytes are decoded as they come: a large file's bytes and
 * its text are never whole in memory together.
 * @throws the signal's reason; UserError when it cannot be read, has unsaved changes, or changes during the second read as well
 */
export async function readWholeFile(
  uri: Uri,
  signal?: AbortSignal,
): Promise<{ decoded: DecodedText<TextSource>; hasByteOrderMark: boolean; state: FileState }> {
  requireSaved(uri);
  for (let read = 1; ; read++) {
    const before = await stateOf(uri);
    const decoder = new FileDecoder();
    let length = 0;
    for await (const bytes of slicesOf(uri)) {
      signal?.throwIfAborted();
      length += bytes.length;
      decoder.push(bytes);
    }
    const state = await stateOf(uri);
    requireSaved(uri);
    const isWhole = uri.scheme !== 'file' || length === state.size;
    if (isWhole && isSame(before, state)) {
      const decoded = decoder.end();
      return { decoded, hasByteOrderMark: decoder.hasByteOrderMark, state };
    }
    if (read === mostReads) {
      throw new UserError(
        'file-changes',
        `${fileLabel(uri)} changed while it was being read. Wait until the other program has finished, then run the command again.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** The bytes of a file from its beginning to its end. Each slice is written over by the next one. @throws UserError when it cannot be read */
async function* slicesOf(uri: Uri): AsyncGenerator<Uint8Array> {
  const refuse = (cause: unknown) => {
    throw unreadable(uri, cause);
  };
  if (uri.scheme !== 'file') {
    const bytes = await Promise.resolve(workspace.fs.readFile(uri)).catch(refuse);
    for (let start = 0; start < bytes.length; start += sliceLength) {
      yield bytes.subarray(start, start + sliceLength);
      await nextTurn();
    }
    return;
  }
  const file = await open(uri.fsPath).catch(refuse);
  try {
    const buffer = Buffer.allocUnsafeSlow(sliceLength);
    for (;;) {
      const { bytesRead } = await file.read(buffer, 0, sliceLength).catch(refuse);
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
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
    `${fileLabel(uri)} cannot be read. Check that it still exists under this name, and that you have permission to read it.`,
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
