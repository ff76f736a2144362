import { EventEmitter, Uri, workspace, type Disposable, type TextDocumentContentProvider } from 'vscode';
import { previewScheme } from '../ids';
import { baseName } from '../openDocument';

/** Both sides of a comparison, as documents that can only be read. They are in memory, and gone with the window. */
export class PreviewDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(previewScheme, this);
  private readonly texts = new Map<string, string>();

  /** One side of the comparison of a file. Files of one name in different folders have documents of their own. */
  document(file: Uri, side: 'before' | 'after', text: string): Uri {
    const uri = Uri.from({ scheme: previewScheme, path: `/${baseName(file)} ${side}`, query: file.toString() });
    this.texts.set(uri.toString(), text);
    this.changed.fire(uri);
    return uri;
  }

  provideTextDocumentContent(uri: Uri): string {
    return this.texts.get(uri.toString()) ?? 'This preview is no longer there. Preview the changes again.\n';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
