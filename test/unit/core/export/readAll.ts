import { readAndCheck, type CheckedFile } from '../../../../src/core/check/checkContacts';
import type { FileFormat } from '../../../../src/core/file/contactFile';
import { finish } from '../../../../src/core/steps';

export function readAll(text: string, format: FileFormat): CheckedFile {
  return finish(readAndCheck(text, format, { emptyCells: 'keep' }));
}
