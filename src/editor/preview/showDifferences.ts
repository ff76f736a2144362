import { commands } from 'vscode';
import { count, numberText } from '../../core/count';
import { diffTexts } from '../../core/preview/diffTexts';
import { fileLabel } from '../fileLabel';
import { builtInCommands } from '../ids';
import type { PreviewView } from '../results/previewView';
import type { PreviewDocuments } from './previewDocuments';

/** Shows the contacts that change in the comparison of VS Code, one field a line. */
export async function showDifferences({ facts, rows, file }: PreviewView, documents: PreviewDocuments): Promise<void> {
  const { preview } = facts;
  const texts = diffTexts(
    preview,
    (row) => rows.sid(row),
    (row) => rows.line(row),
  );
  const { changed } = preview.totals;
  const what =
    texts.contacts < changed
      ? `first ${numberText(texts.contacts)} of ${count(changed, 'contact')}`
      : count(changed, 'contact');
  await commands.executeCommand(
    builtInCommands.diff,
    documents.document(file, 'before', texts.before),
    documents.document(file, 'after', texts.after),
    `${fileLabel(file)}: before ↔ after the update (${what})`,
  );
}
