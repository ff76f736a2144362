import { workspace, type TextDocument } from 'vscode';

/** Another language closes a document and opens it again, and all the while it is there. */
export function isOpen(document: TextDocument): boolean {
  return workspace.textDocuments.includes(document);
}
