import { readAndCheck } from '../../core/check/checkContacts';
import { recheck } from '../../core/check/recheck';
import type { ReadOptions } from '../../core/file/contactFile';
import { formatOf } from '../../core/file/formatOf';
import { formatOfText } from '../../core/read/formatOfText';
import { LineTable } from '../../core/text/lineTable';
import type { TextSource } from '../../core/text/textSource';
import type { Steps } from '../../core/steps';
import { encodingOf } from '../openDocument';
import type { CheckedContacts } from '../readContacts';
import { readSetting } from '../settings';
import type { OpenContactsFile } from './openContactsFile';

export type CheckedDocument = CheckedContacts & { readonly version: number; readonly options: ReadOptions };

/**
 * Reads and checks a document as it is when its text is read; undefined when it has no format that we read.
 * @param before an earlier check of it: what was not edited since is not looked at again
 */
export function* checkDocument(
  file: OpenContactsFile,
  before: CheckedDocument | undefined,
): Steps<CheckedDocument | undefined> {
  const { document } = file;
  const text = yield* file.text.read();
  const { uri, version } = document;
  const options: ReadOptions = { emptyCells: readSetting('emptyCells', uri) };
  const format = formatOf(uri.path) ?? formatOfText(text);
  if (!format) return undefined;
  const isAlike = before?.checked.file.format === format && before.options.emptyCells === options.emptyCells;
  const again = isAlike && checkAgain(file, before, text);
  const encoding = encodingOf(document);
  if (again) return { uri, ...again, version, document, encoding, options };
  const checked = yield* readAndCheck(text, format, options);
  const lines = new LineTable(text);
  const last = checked.problems.at(-1);
  if (last) yield* lines.reach(last.end);
  return { uri, checked, lines, version, document, encoding, options };
}

function checkAgain(file: OpenContactsFile, { checked, lines, version }: CheckedDocument, text: TextSource) {
  const { length } = checked.file.text;
  const patch = file.patchSince(version, length);
  // Other line ends change the text without an edit.
  if (!patch || length + patch.shift !== text.length) return undefined;
  const again = recheck(checked, text, patch);
  return again && { checked: again, lines: lines.after(text, patch) };
}
