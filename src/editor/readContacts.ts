import { type TextDocument, type Uri, workspace } from 'vscode';
import { readAndCheck, type CheckedFile } from '../core/check/checkContacts';
import { formatOf } from '../core/file/formatOf';
import { formatOfText } from '../core/read/formatOfText';
import { isContactsScheme } from '../core/file/isContactsScheme';
import { LineTable } from '../core/text/lineTable';
import type { FileEncoding } from '../core/text/encode';
import type { TextSource } from '../core/text/textSource';
import { finishInSlices } from '../core/steps';
import { UserError } from '../core/userError';
import { fileLabel } from './fileLabel';
import { readWholeFile, type FileState } from './files/readWholeFile';
import { showWhenLong } from './files/showWhenLong';
import { commandId } from './ids';
import { encodingOf, openDocument } from './openDocument';
import { readSetting } from './settings';

/** A contacts file as a command sees it: read, checked, and with its lines. */
export interface CheckedContacts {
  readonly uri: Uri;
  readonly checked: CheckedFile;
  readonly lines: LineTable;
  /** The document it was read from, where an editor has it open. */
  readonly document: TextDocument | undefined;
  /** Of that document. */
  readonly version: number | undefined;
  /** How the file writes its text. */
  readonly encoding: FileEncoding;
  /** Of the file on the disk, where it was read from there. */
  readonly state?: FileState | undefined;
}

/**
 * Reads and checks a contacts file: the text of its editor, saved or not, where it is open; else its bytes. What takes longer than a
 * moment shows progress.
 * @param forNew new contacts are wanted: a CSV needs no column for the sid, which they do not have yet
 * @throws UserError when the file cannot be read as text, or its name and content show that it is not a contacts file;
 * CancellationError when the user cancels
 */
export async function readContacts(
  uri: Uri,
  { signal, forNew = false }: { readonly signal?: AbortSignal; readonly forNew?: boolean } = {},
): Promise<CheckedContacts> {
  requireFileItself(uri);
  return showWhenLong(`Reading ${fileLabel(uri)}`, (cancelled) =>
    read(uri, forNew, signal ? AbortSignal.any([signal, cancelled]) : cancelled),
  );
}

/** @throws UserError when the bytes cannot be read, change while they are read, or are not text */
export async function readText(uri: Uri): Promise<TextSource> {
  return (await readFile(uri)).text;
}

async function read(uri: Uri, forNew: boolean, signal: AbortSignal): Promise<CheckedContacts> {
  const document = openDocument(uri);
  const version = document?.version;
  const { text, encoding, state } = document
    ? { text: document.getText(), encoding: encodingOf(document), state: undefined }
    : await readFile(uri, signal);
  signal.throwIfAborted();
  const format = formatOf(uri.path) ?? formatOfText(text, forNew);
  if (!format) {
    throw new UserError(
      'not-a-contacts-file',
      `${fileLabel(uri)} is not a contacts file: it is neither JSON, nor JSON Lines, nor a CSV with a “${forNew ? 'number' : 'sid'}” column.`,
      [{ title: 'Open a Sample', command: commandId('openSample') }],
    );
  }
  const emptyCells = readSetting('emptyCells', uri);
  const checked = await finishInSlices(readAndCheck(text, format, { emptyCells, withoutSid: forNew }), signal);
  return { uri, checked, lines: new LineTable(text), document, version, encoding, state };
}

async function readFile(
  uri: Uri,
  signal?: AbortSignal,
): Promise<{ text: TextSource; encoding: FileEncoding; state: FileState }> {
  const { decoded, hasByteOrderMark, state } = await readWholeFile(uri, signal);
  const { text, problem, encoding: name } = decoded;
  if (problem) throw new UserError('not-text', `${fileLabel(uri)}: ${problem.message}`);
  return { text, encoding: { name, hasByteOrderMark }, state };
}

function requireFileItself(uri: Uri): void {
  if (isContactsScheme(uri.scheme, workspace.fs.isWritableFileSystem(uri.scheme))) return;
  throw new UserError(
    'not-the-file',
    `This is an earlier version of ${fileLabel(uri)}, or a read-only copy. Open the file itself, then run the command again.`,
  );
}
