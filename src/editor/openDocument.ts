import { workspace, type TextDocument, type Uri } from 'vscode';
import type { FileEncoding } from '../core/text/encode';

/** The document of a file, where some editor holds it: its text is the truth then, saved or not. */
export function openDocument(uri: Uri): TextDocument | undefined {
  const key = uri.toString();
  return workspace.textDocuments.find((document) => document.uri.toString() === key);
}

/** How VS Code writes a document when it is saved. */
export function encodingOf({ encoding }: TextDocument): FileEncoding {
  return { name: encoding, hasByteOrderMark: ['utf8bom', 'utf16le', 'utf16be'].includes(encoding) };
}

export function baseName(uri: Uri): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}
