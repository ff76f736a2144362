import { EventEmitter, Uri, type Disposable, type TextDocumentContentProvider, workspace } from 'vscode';
import { resultsTextScheme } from '../ids';
import { baseName } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import type { ShownResults } from '../results/shownResults';
import type { RunsOfFiles } from '../run/runsOfFiles';

/** The results as documents that can only be read. Each is made when VS Code asks for it, also after a reload of the window. */
export class ResultsDocuments implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(resultsTextScheme, this);

  constructor(
    private readonly runs: RunsOfFiles,
    private readonly shown: ShownResults,
  ) {}

  /** The document of a run, a check or a preview as it is now. @param source the contacts file */
  of(id: string, source: Uri): Uri {
    const uri = Uri.from({ scheme: resultsTextScheme, path: `/${baseName(source)} results.txt`, query: id });
    this.changed.fire(uri);
    return uri;
  }

  async provideTextDocumentContent({ query: id }: Uri): Promise<string> {
    const isShown = () => this.shown.id === id;
    const [{ textOfCheck, textOfPreview, textOfRun }, record] = await Promise.all([
      import('./textOfResults.js'),
      isShown() && (this.shown.check ?? this.shown.preview) ? undefined : this.runs.read(id),
    ]);
    const check: CheckedContacts | undefined = isShown() ? this.shown.check : undefined;
    if (check) return textOfCheck(check);
    const preview = isShown() ? this.shown.preview : undefined;
    if (preview) return textOfPreview(preview);
    if (record) return textOfRun(record);
    return 'These results are no longer there. Run “Show Results”, then “Show Results as Text” again.\n';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
