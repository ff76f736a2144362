import type { DocumentSelector } from 'vscode';

/** By name and not by language: a .csv is plain text, or one of the ids that the CSV extensions bring. */
export const csvDocuments: DocumentSelector = [{ pattern: '**/*.{[cC][sS][vV],[tT][sS][vV]}' }, { scheme: 'untitled' }];

export const jsonDocuments: DocumentSelector = [
  { pattern: '**/*.{[jJ][sS][oO][nN],[jJ][sS][oO][nN][lL],[nN][dD][jJ][sS][oO][nN]}' },
  { scheme: 'untitled' },
];

export const allDocuments: DocumentSelector = [...csvDocuments, ...jsonDocuments];
