import { readAndCheck } from '../../core/check/checkContacts';
import { formatOf } from '../../core/file/formatOf';
import { formatOfText } from '../../core/file/formatOfText';
import { LineTable } from '../../core/file/lineTable';
import type { Steps } from '../../core/steps';
import type { CheckedContacts } from '../readContacts';
import { readSetting } from '../settings';
import type { OpenContactsFile } from './openContactsFile';

export type CheckedDocument = CheckedContacts & { readonly version: number };

/** Reads and checks a document as it stands when its text is read; undefined when it has no format that we read. */
export function* checkDocument(file: OpenContactsFile): Steps<CheckedDocument | undefined> {
  const { document } = file;
  const text = yield* file.text.read();
  const { uri, version } = document;
  const format = formatOf(uri.path) ?? formatOfText(text.toString());
  if (!format) return undefined;
  const checked = yield* readAndCheck(text, format, { emptyCells: readSetting('emptyCells', uri) });
  const lines = new LineTable(text);
  const last = checked.problems.at(-1);
  if (last) yield* lines.reach(last.end);
  return { uri, checked, lines, version, document };
}
