import { FileType, Uri, workspace } from 'vscode';
import { pickOne } from '../pickOne';
import { window } from '../window';

/** Where the samples are shipped, and a folder of ours that can be written. */
export interface SampleFolders {
  readonly shipped: Uri;
  readonly copies: Uri;
}

/**
 * Opens a copy of a shipped sample: a real file, so that it has a name, can be edited, saved and run again, in the extension's
 * own folder, so that no workspace is littered and none needs to be open. The copy is made again unless it is open.
 * @param wanted the sample's file name: opens it without asking
 */
export async function openSample({ shipped, copies }: SampleFolders, wanted?: unknown): Promise<void> {
  const names = (await workspace.fs.readDirectory(shipped))
    .filter(([, type]) => type === FileType.File)
    .map(([name]) => name)
    .sort();
  const name = names.find((candidate) => candidate === wanted) ?? (await pick(names));
  const copy = Uri.joinPath(copies, name);
  if (!workspace.textDocuments.some((document) => document.uri.toString() === copy.toString())) {
    await workspace.fs.createDirectory(copies);
    await workspace.fs.copy(Uri.joinPath(shipped, name), copy, { overwrite: true });
  }
  await window.showTextDocument(copy, { preview: false });
}

async function pick(names: readonly string[]): Promise<string> {
  const picked = await pickOne(
    names.map((label) => ({ label, name: label })),
    { title: 'Exotel Contacts: Sample File', placeholder: 'Opens a copy that you can edit' },
  );
  return picked.name;
}
