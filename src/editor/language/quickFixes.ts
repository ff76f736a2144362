import {
  CodeAction,
  CodeActionKind,
  CodeActionTriggerKind,
  TextEdit,
  WorkspaceEdit,
  type CodeActionContext,
  type CodeActionProvider,
  type Diagnostic,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Fix } from '../../core/fix/fix';
import { FixContext } from '../../core/fix/fixContext';
import { fixEverywhere } from '../../core/fix/fixEverywhere';
import { findFixes } from '../../core/fix/findFixes';
import type { TextEdit as Edit } from '../../core/fix/textEdit';
import type { TextSource } from '../../core/text/textSource';
import type { Problem } from '../../core/problem';
import { finishInSlices, type Steps } from '../../core/steps';
import type { CheckedContacts } from '../readContacts';
import { toRange } from '../files/toRange';
import { builtInCommands } from '../ids';
import type { LocalProblems } from '../problems/localProblems';
import { readSetting } from '../settings';
import type { LiveChecks } from './liveChecks';

const fixAllKind = CodeActionKind.SourceFixAll.append('exotelContacts');
export const providedKinds = [CodeActionKind.QuickFix, fixAllKind];

/** Somebody who selects a whole file wants no list of thousands. */
const mostProblems = 20;

/** A fix on offer; what it changes is found when it is chosen. */
class Offer extends CodeAction {
  constructor(
    title: string,
    kind: CodeActionKind,
    readonly document: TextDocument,
    /** The edits for the document as it is when the offer is taken. */
    readonly edits: () => Promise<{ contacts: CheckedContacts; edits: readonly Edit[] } | undefined>,
  ) {
    super(title, kind);
  }
}

/** The lightbulb of contacts files, and `source.fixAll.exotelContacts`. Every offer is one edit, and so one undo. */
export class QuickFixes implements CodeActionProvider<CodeAction> {
  private readonly contexts = new WeakMap<CheckedContacts, FixContext>();

  constructor(
    private readonly live: LiveChecks,
    private readonly problems: LocalProblems,
  ) {}

  async provideCodeActions(document: TextDocument, range: Range, context: CodeActionContext): Promise<CodeAction[]> {
    const { only } = context;
    if (only?.value && (only.contains(fixAllKind) || fixAllKind.contains(only))) {
      const recognised = this.live.latest(document) ?? (await this.live.current(document));
      return recognised ? [this.offerAll(document, fixAllKind)] : [];
    }
    if (only && !only.contains(CodeActionKind.QuickFix)) return [];
    const contacts = await this.contactsOf(document, context.triggerKind);
    return contacts ? this.offersAt(document, contacts, range, context.diagnostics) : [];
  }

  async resolveCodeAction(action: CodeAction): Promise<CodeAction> {
    if (!(action instanceof Offer)) return action;
    const found = await action.edits();
    if (!found) return action;
    const { lines } = found.contacts;
    action.edit = new WorkspaceEdit();
    action.edit.set(
      action.document.uri,
      found.edits.map((edit) => TextEdit.replace(toRange(edit, lines), edit.text)),
    );
    return action;
  }

  /** Nobody waits for a lightbulb: it comes with the check that follows. */
  private async contactsOf(document: TextDocument, trigger: CodeActionTriggerKind) {
    const asked = this.problems.askedFor(document.uri);
    if (asked?.version === document.version) return asked;
    if (trigger === CodeActionTriggerKind.Invoke) return this.live.current(document);
    const latest = this.live.latest(document);
    return latest?.version === document.version ? latest : undefined;
  }

  private async offersAt(
    document: TextDocument,
    contacts: CheckedContacts,
    range: Range,
    diagnostics: readonly Diagnostic[],
  ): Promise<CodeAction[]> {
    const { checked } = contacts;
    const start = document.offsetAt(range.start);
    const end = document.offsetAt(range.end);
    const { text } = checked.file;
    const touched = checked.problems
      .filter((problem) => problem.start <= end && endOfMark(problem, text) >= start)
      .slice(0, mostProblems);
    const context = this.contextOf(contacts, document);
    const offers: CodeAction[] = [];
    const everywhere = new Map<string, CodeAction>();
    for (const problem of touched) {
      const marks = diagnosticsOf(problem, contacts, diagnostics);
      const offer = (fix: Fix) => this.offer(fix, document, contacts, marks);
      if (problem.code === 'lost-characters') offers.push(reopenWithEncoding(marks));
      offers.push(...findFixes(problem, context).map(offer));
      for (const fix of await finishInSlices(fixEverywhere(problem, context))) {
        if (!everywhere.has(fix.title)) everywhere.set(fix.title, offer(fix));
      }
    }
    const more = checked.problems.length > 1 && offers.some(({ isPreferred }) => isPreferred);
    return [...offers, ...everywhere.values(), ...(more ? [this.offerAll(document, CodeActionKind.QuickFix)] : [])];
  }

  private offer(fix: Fix, document: TextDocument, contacts: CheckedContacts, marks: Diagnostic[]): CodeAction {
    const edits = () => this.edits(document, contacts, fix.edits());
    const offer = new Offer(fix.title, CodeActionKind.QuickFix, document, edits);
    offer.isPreferred = fix.isPreferred;
    offer.diagnostics = marks;
    return offer;
  }

  /** What was counted for one lightbulb serves the next, while the text and the setting stay the same. */
  private contextOf(contacts: CheckedContacts, { uri }: TextDocument): FixContext {
    const defaultCountryCode = readSetting('defaultCountryCode', uri);
    const known = this.contexts.get(contacts);
    if (known?.defaultCountryCode === defaultCountryCode) return known;
    const context = new FixContext(contacts.checked, defaultCountryCode);
    this.contexts.set(contacts, context);
    return context;
  }

  private offerAll(document: TextDocument, kind: CodeActionKind): CodeAction {
    return new Offer('Fix all safe problems (Exotel Contacts)', kind, document, async () => {
      const { fixAll } = await import('../../core/fix/fixAll.js');
      const contacts = await this.live.current(document);
      if (!contacts) return undefined;
      const options = {
        emptyCells: readSetting('emptyCells', document.uri),
        defaultCountryCode: readSetting('defaultCountryCode', document.uri),
      };
      return this.edits(document, contacts, fixAll(contacts.checked, options));
    });
  }

  /** Nothing when the document was edited while the edits were found. */
  private async edits(document: TextDocument, contacts: CheckedContacts, steps: Steps<readonly Edit[]>) {
    const edits = await finishInSlices(steps);
    return document.version === contacts.version ? { contacts, edits } : undefined;
  }
}

/** What was lost is not in the text any more: only reading the file again brings it back. */
function reopenWithEncoding(marks: Diagnostic[]): CodeAction {
  const title = 'Reopen with Encoding';
  const action = new CodeAction(title, CodeActionKind.QuickFix);
  action.command = { title, command: builtInCommands.changeEncoding };
  action.diagnostics = marks;
  return action;
}

/** What is missing is marked by VS Code's own JSON support at the next character, and by us where it belongs. */
function endOfMark({ code, start, end }: Problem, text: TextSource): number {
  if (code !== 'syntax' || start !== end) return end;
  let offset = end;
  while (offset < text.length && /\s/.test(text.slice(offset, offset + 1))) offset++;
  return Math.min(offset + 1, text.length);
}

function diagnosticsOf(problem: Problem, { lines }: CheckedContacts, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const range = toRange(problem, lines);
  return diagnostics.filter(({ source, code, range: other }) =>
    source === 'Exotel' ? code === problem.code && other.isEqual(range) : problem.code === 'syntax',
  );
}
