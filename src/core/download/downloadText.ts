import type { FileFormat } from '../file/contactFile';
import { CsvShape } from './csvShape';
import { downloadedContact } from './downloadedContact';

/** The lines of a download, from the beginning each time. */
export type Lines = () => AsyncIterable<string>;

/**
 * The text of a contacts file with downloaded contacts, in parts of a contact or less. No more than one of them is in memory.
 * @param lines of `contactLine`, in the order of the file
 */
export async function* downloadText(lines: Lines, format: FileFormat, delimiter = ','): AsyncGenerator<string, void> {
  switch (format) {
    case 'jsonLines':
      for await (const line of lines()) yield `${line}\n`;
      return;
    case 'json': {
      yield '{"contacts":[';
      let separator = '\n  ';
      for await (const line of lines()) {
        yield separator + line;
        separator = ',\n  ';
      }
      yield '\n]}\n';
      return;
    }
    case 'csv': {
      const shape = new CsvShape(delimiter);
      for await (const line of lines()) shape.see(downloadedContact(line));
      yield `${shape.header()}\n`;
      for await (const line of lines()) yield `${shape.row(downloadedContact(line))}\n`;
    }
  }
}
