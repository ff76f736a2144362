import { workspace } from 'vscode';
import type { ResultsDocuments } from '../export/resultsDocuments';
import { isPanelInFront } from '../filesOfCommand';
import { runInFront, type RunFinder } from '../run/runInFront';
import { fileOf } from '../run/runsOfFiles';
import { window } from '../window';

/**
 * Shows what the results panel shows as a document that can only be read.
 * @param runId the run that the caller means; without, the run, the check or the preview in front
 * @throws UserError when there are no results
 */
export async function showResultsAsText(
  finder: RunFinder,
  documents: ResultsDocuments,
  runId?: unknown,
): Promise<void> {
  const uri = await documentInFront(finder, documents, typeof runId === 'string' ? runId : undefined);
  await window.showTextDocument(await workspace.openTextDocument(uri));
}

async function documentInFront(finder: RunFinder, documents: ResultsDocuments, id: string | undefined) {
  const { shown } = finder;
  const source = shown.check?.uri ?? shown.preview?.file;
  if (source && (id === shown.id || (id === undefined && isPanelInFront()))) return documents.of(shown.id!, source);
  const record = await runInFront(finder, id);
  return documents.of(record.description.runId, fileOf(record));
}
