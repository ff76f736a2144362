import { CodeLens, EventEmitter, Range, type CodeLensProvider, type Disposable, type TextDocument } from 'vscode';
import { offerUpdate } from '../../core/help/updateTitle';
import type { CredentialStore } from '../credentials/credentialStore';
import { DisposableStore } from '../disposableStore';
import { placeOf, usableEndpoint } from '../region/endpoint';
import type { ContactsFiles } from '../files/contactsFiles';
import { commandId, type CommandName } from '../ids';
import { onDidChangeSetting, readSetting } from '../settings';
import type { LiveChecks } from './liveChecks';

/** The line over the first row: what an update of the file would send, and where to. It stays while a check is running. */
export class UpdateLens implements CodeLensProvider, Disposable {
  private readonly store = new DisposableStore();
  private readonly changed = this.store.add(new EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.changed.event;

  constructor(
    private readonly files: ContactsFiles,
    private readonly live: LiveChecks,
    private readonly credentials: CredentialStore,
  ) {
    const again = () => this.changed.fire();
    this.store.add(live.onDidCheck(again));
    this.store.add(files.onDidChange(again));
    this.store.add(credentials.onDidChange(again));
    this.store.add(onDidChangeSetting(['region', 'customEndpoint', 'codeLens', 'liveChecks'], again));
  }

  async provideCodeLenses(document: TextDocument): Promise<CodeLens[]> {
    if (!readSetting('codeLens')) return [];
    const contacts = this.live.latest(document);
    if (!contacts) return this.uncounted(document);
    const { checked, lines } = contacts;
    const offer = offerUpdate(checked, await this.place());
    if (!offer) return [];
    const line = Math.min(lines.lineAt(checked.file.rows.start(0)), document.lineCount - 1);
    return [lens(document, line, offer.title, offer.sends ? 'updateContacts' : 'checkFile')];
  }

  /** Where checks run only on request, it is not known how many contacts would be sent. */
  private async uncounted(document: TextDocument): Promise<CodeLens[]> {
    if (readSetting('liveChecks', document.uri) || !this.files.of(document)?.isContacts) return [];
    const place = await this.place();
    return [lens(document, 0, `Update contacts${place ? ` ${place}` : ''}`, 'updateContacts')];
  }

  dispose(): void {
    this.store.dispose();
  }

  /** Region and account; undefined when none is chosen yet. */
  private async place(): Promise<string | undefined> {
    const region = readSetting('region');
    if (region === 'ask') return undefined;
    if (region === 'sandbox') return placeOf({ region });
    const endpoint = usableEndpoint(region);
    const account = endpoint && (await this.credentials.chosenAccount(endpoint));
    const place = placeOf(endpoint ?? { region });
    return account ? `${place} (${account})` : place;
  }
}

function lens({ uri }: TextDocument, line: number, title: string, command: CommandName): CodeLens {
  return new CodeLens(new Range(line, 0, line, 0), { title, command: commandId(command), arguments: [uri] });
}
