import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  Selection,
  type CodeActionContext,
  type CodeActionProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import { numberText } from '../../core/count';
import { commandId, type CommandName } from '../ids';
import { selectedRows } from '../selectedRows';
import type { LiveChecks } from './liveChecks';
import { window } from '../window';

/** What to do with the contacts of some rows. */
export interface ContactAction {
  /** In the hover. */
  readonly label: string;
  /** In the lightbulb. @param contacts "this contact", "3 contacts" */
  readonly title: (contacts: string) => string;
  /** Takes the Uri of the file and the sids. */
  readonly command: CommandName;
}

export const contactActions: readonly ContactAction[] = [
  { label: 'Update', title: (contacts) => `Update ${contacts}`, command: 'updateRows' },
  {
    label: 'Preview Changes',
    title: (contacts) => `Preview changes to ${contacts}`,
    command: 'previewRows',
  },
  { label: 'Copy as JSON', title: (contacts) => `Copy ${contacts} as JSON`, command: 'copyContacts' },
  {
    label: 'Copy Request As…',
    title: (contacts) => `Copy the request for ${contacts} as code…`,
    command: 'copyRowsAsCode',
  },
];

/** They change nothing in the file, and mend nothing: a kind of its own keeps them below the fixes. */
export const contactKind = CodeActionKind.Refactor.append('exotelContacts');

/** The lightbulb's offers for the contacts that are selected, or the one that the cursor is on. */
export class ContactActions implements CodeActionProvider {
  constructor(private readonly live: LiveChecks) {}

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    if (context.only && !context.only.contains(contactKind)) return [];
    // Nobody waits for a lightbulb: it comes with the check that follows.
    const isAsked = context.triggerKind === CodeActionTriggerKind.Invoke;
    const contacts = isAsked ? await this.live.current(document) : this.live.latest(document);
    if (contacts?.version !== document.version) return [];
    const { isSendable, sidOf } = contacts.checked;
    const ranges = selectionsAt(document, range).map(({ start, end }) => ({
      start: document.offsetAt(start),
      end: document.offsetAt(end),
    }));
    const rows = selectedRows(contacts, { ranges, version: document.version }, 'read') ?? [];
    const sids = rows.filter(isSendable).map((row) => sidOf(row)!);
    if (sids.length === 0) return [];
    const which = sids.length === 1 ? 'this contact' : `${numberText(sids.length)} contacts`;
    return contactActions.map(({ title, command }) => {
      const action = new CodeAction(title(which), contactKind);
      action.command = { title: action.title, command: commandId(command), arguments: [document.uri, sids] };
      return action;
    });
  }
}

/** All cursors and selections of the editor in front, of which VS Code passes on the first. */
function selectionsAt(document: TextDocument, range: Range): readonly Range[] {
  const editor = window.activeTextEditor;
  const isThere = editor?.document === document && range instanceof Selection && editor.selection.isEqual(range);
  return isThere ? editor.selections : [range];
}
