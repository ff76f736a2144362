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

  /** The document of a run or a check as it is now. @param source the contacts file */
  of(id: string, source: Uri): Uri {
    const uri = Uri.from({ scheme: resultsTextScheme, path: `/${baseName(source)} results.txt`, query: id });
    this.changed.fire(uri);
    return uri;
  }

  async provideTextDocumentContent({ query: id }: Uri): Promise<string> {
    const [{ textOfCheck, textOfRun }, record] = await Promise.all([
      import('./textOfResults.js'),
      this.shown.id === id && this.shown.check ? undefined : this.runs.read(id),
    ]);
    const check: CheckedContacts | undefined = this.shown.id === id ? this.shown.check : undefined;
    if (check) return textOfCheck(check);
    if (record) return textOfRun(record);
    return 'These results are no longer there. Run “Show Results”, then “Show Results as Text” again.\n';
  }

  dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }
}
