import { type Uri, workspace } from 'vscode';
import { readAndCheck, type CheckedFile } from '../core/check/checkContacts';
import { decodeBytes } from '../core/file/decode';
import { formatOf, formatOfText } from '../core/file/formatOf';
import { LineTable } from '../core/file/lineTable';
import { finishInSlices } from '../core/steps';
import { UserError } from '../core/userError';
import { commandId } from './ids';
import { baseName, openDocument } from './openDocument';
import { readSetting } from './settings';

/** A contacts file as a command sees it: read, checked, and with its lines. */
export interface CheckedContacts {
  readonly uri: Uri;
  readonly checked: CheckedFile;
  readonly lines: LineTable;
  /** Of the document it was read from, where an editor has it open. */
  readonly version: number | undefined;
}

/**
 * Reads and checks a contacts file: the text of its editor, saved or not, where it is open; else its bytes.
 * @throws UserError when the file cannot be read as text, or its name and content say that it is no contacts file
 */
export async function readContacts(uri: Uri, signal?: AbortSignal): Promise<CheckedContacts> {
  const document = openDocument(uri);
  const version = document?.version;
  const text = document?.getText() ?? (await readText(uri));
  const format = formatOf(uri.path) ?? formatOfText(text);
  if (!format) {
    throw new UserError(
      'not-a-contacts-file',
      `${baseName(uri)} is no contacts file: it is neither JSON, nor lines of JSON, nor a CSV with a “sid” column.`,
      [{ title: 'Open a Sample', command: commandId('openSample') }],
    );
  }
  const emptyCells = readSetting('emptyCells', uri);
  const checked = await finishInSlices(readAndCheck(text, format, { emptyCells }), signal);
  return { uri, checked, lines: new LineTable(text), version };
}

async function readText(uri: Uri): Promise<string> {
  let bytes: Uint8Array;
  try {
    bytes = await workspace.fs.readFile(uri);
  } catch (cause) {
    throw new UserError(
      'unreadable-file',
      `${baseName(uri)} cannot be opened. Check that it still exists under this name and may be read.`,
      [],
      {
        cause,
      },
    );
  }
  const { text, problem } = decodeBytes(bytes);
  if (problem) throw new UserError('not-text', `${baseName(uri)}: ${problem.message}`);
  return text;
}
