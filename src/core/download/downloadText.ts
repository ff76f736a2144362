import type { FileFormat } from '../file/contactFile';
import { CsvShape } from './csvShape';
import { contactLine, downloadedContact } from './downloadedContact';
import { markName, markText, type DownloadMark } from './downloadMark';

/** The lines of a download, from the beginning each time. */
export type Lines = () => AsyncIterable<string>;

/**
 * The text of a contacts file with downloaded contacts, in parts of a contact or less. No more than one of them is in memory.
 * @param lines of `contactLine`, in the order of the file; the first may have a mark, which is replaced
 */
export async function* downloadText(
  lines: Lines,
  format: FileFormat,
  mark: DownloadMark,
  delimiter = ',',
): AsyncGenerator<string, void> {
  switch (format) {
    case 'jsonLines': {
      let isFirst = true;
      for await (const line of lines()) {
        yield `${isFirst ? markedLine(line, mark) : line}\n`;
        isFirst = false;
      }
      return;
    }
    case 'json': {
      yield `{"${markName}":"${markText(mark)}","contacts":[`;
      let separator = '';
      for await (const line of lines()) {
        yield separator ? separator + line : `\n  ${markedLine(line)}`;
        separator = ',\n  ';
      }
      yield '\n]}\n';
      return;
    }
    case 'csv': {
      const shape = new CsvShape(delimiter, `${markName} ${markText(mark)}`);
      for await (const line of lines()) shape.see(downloadedContact(line));
      yield `${shape.header()}\n`;
      for await (const line of lines()) yield `${shape.row(downloadedContact(line))}\n`;
    }
  }
}

/** A line of JSON Lines with what it is of. @param mark undefined for a line without one */
export function markedLine(line: string, mark?: DownloadMark): string {
  const contact = downloadedContact(line);
  return contactLine(mark ? new Map([...contact, [markName, `"${markText(mark)}"`]]) : contact);
}
