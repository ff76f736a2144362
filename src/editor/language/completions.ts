import {
  CompletionItem,
  CompletionItemKind,
  MarkdownString,
  Position,
  Range,
  SnippetString,
  type CompletionItemProvider,
  type TextDocument,
} from 'vscode';
import type { ContactField } from '../../core/contact';
import { formatOf } from '../../core/file/formatOf';
import { completeHeader } from '../../core/help/completeHeader';
import { completeKey } from '../../core/help/completeKey';
import { fieldHelp } from '../../core/help/fieldHelp';
import type { ContactsFiles } from '../files/contactsFiles';

/** As much of a text as a header, or a contact around the cursor, can need. */
const reach = 20_000;

/** The names of the columns, in the header of a CSV file. */
export const headerCompletions: CompletionItemProvider = {
  provideCompletionItems(document, position) {
    if (!isCsv(document) && !(beginsWithSid(document) && document.isUntitled)) return [];
    const offset = document.offsetAt(position);
    if (offset > reach) return [];
    const head = document.getText(new Range(new Position(0, 0), document.positionAt(2 * reach)));
    const found = completeHeader(head, offset);
    if (!found) return [];
    const range = new Range(document.positionAt(found.start), document.positionAt(found.end));
    const items = found.names.map((name) => item(name, name, range));
    const entry = item('custom_field', new SnippetString('custom_field.${1:city}'), range);
    entry.label = 'custom_field.…';
    return [...items, entry];
  },
};

/** The keys of a contact, in JSON files that no schema of ours covers already. */
export function keyCompletions(files: ContactsFiles): CompletionItemProvider {
  return {
    provideCompletionItems(document, position) {
      const isContacts = files.of(document)?.isContacts === true;
      if (isCoveredBySchema(document) || !(isJson(document) || isContacts)) return [];
      const offset = document.offsetAt(position);
      const from = Math.max(0, offset - reach);
      const text = document.getText(new Range(document.positionAt(from), document.positionAt(offset + reach)));
      const found = completeKey(text, offset - from);
      // While its only contact is being written, a file is not recognised by its content.
      if (!found || !(found.isContact || isContacts)) return [];
      const range = new Range(document.positionAt(from + found.start), document.positionAt(from + found.end));
      return found.names.map((name) => {
        const value = name === 'custom_field' ? '{ "$1": "$2" }' : '"$1"';
        const written = found.hasValue ? `"${name}"` : new SnippetString(`"${name}": ${value}`);
        const completion = item(name, written, range);
        completion.filterText = `"${name}"`;
        return completion;
      });
    },
  };
}

/** By its name, or the language that was chosen for a file without one. */
function isCsv({ uri, isUntitled, languageId }: TextDocument): boolean {
  return formatOf(uri.path) === 'csv' || (isUntitled && /^(csv|tsv|dynamic csv)\b/.test(languageId));
}

function isJson({ uri, isUntitled, languageId }: TextDocument): boolean {
  const format = formatOf(uri.path);
  return format === 'json' || format === 'jsonLines' || (isUntitled && /^json(c|l)?$/.test(languageId));
}

/** A file without a name and a language becomes a contacts file with this column. */
function beginsWithSid(document: TextDocument): boolean {
  return document.languageId === 'plaintext' && /^\W*sid\W/i.test(document.lineAt(0).text);
}

/** Names for which the manifest sets the schema. */
function isCoveredBySchema({ languageId, uri }: TextDocument): boolean {
  return (languageId === 'json' || languageId === 'jsonc') && /(^|[./])contacts\.json$/.test(uri.path);
}

function item(field: ContactField, insertText: string | SnippetString, range: Range): CompletionItem {
  const completion = new CompletionItem(field, CompletionItemKind.Field);
  completion.documentation = new MarkdownString(fieldHelp[field]);
  completion.insertText = insertText;
  completion.range = range;
  completion.detail = 'Exotel contact';
  return completion;
}
