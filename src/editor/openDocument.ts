import { workspace, type TextDocument, type Uri } from 'vscode';

/** The document of a file, where some editor holds it: its text is the truth then, saved or not. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key);
}

export function baseName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
