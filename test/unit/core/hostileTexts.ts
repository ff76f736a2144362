import { isSameJson } from '../../../src/core/compare/isSameJson';
import { checkEmail } from '../../../src/core/check/checkEmail';
import { checkNumber } from '../../../src/core/check/checkNumber';
import { plainEmail } from '../../../src/core/check/checkEmail';
import { readAndCheck } from '../../../src/core/check/checkContacts';
import { RowTracker } from '../../../src/core/edits/rowTracker';
import { resendable } from '../../../src/core/export/resendable';
import type { FileFormat } from '../../../src/core/file/contactFile';
import { looseEndChanges } from '../../../src/core/file/looseEnds';
import { fixAll } from '../../../src/core/fix/fixAll';
import { readContactFile } from '../../../src/core/read/readContactFile';
import { withoutQuotes } from '../../../src/core/results/reason';
import { maskContacts } from '../../../src/core/run/maskContacts';
import { finish } from '../../../src/core/steps';
import { sidOf } from '../../sidOf';

const long = 1_000_000;

function readAndFix(text: string, format: FileFormat): void {
  const options = { emptyCells: 'keep', defaultCountryCode: '91' } as const;
  finish(fixAll(finish(readAndCheck(text, format, options)), options));
}

/** What a field can hold: each of them looks at first like something that a pattern is after, and goes on for long without being it. */
const pieces = [' ', '\t', '\n', '.', ',', '1', '1,', '00000,', 'a', 'a@', '@.', '“', "'", '(', '+1 ', '{', '\\'];

/** By name: what is done to a text that is made to take long. A linear way takes a moment for each. */
export const hostileTexts: Readonly<Record<string, () => void>> = {
  'white space in front of the end of a custom field in a CSV': () =>
    readAndFix(`sid,custom_field\n${sidOf(0)},"{""a"":1}${' \n'.repeat(long / 2)}x"\n`, 'csv'),
  'a long blank line in front of a contact that is exported': () => {
    const file = finish(
      readContactFile(`${' '.repeat(long)}\n{"sid":"${sidOf(0)}"}\n`, 'jsonLines', { emptyCells: 'keep' }),
    );
    for (const part of resendable({ file, rows: [0], outcome: () => undefined, emptyCells: 'keep' })) part.trim();
  },
  'line breaks that are put between two contacts': () => {
    const tracker = new RowTracker({ starts: Int32Array.of(1, 5), ends: Int32Array.of(4, 9) }, 'comma');
    tracker.apply([{ start: 4, length: 1, text: `${'\n'.repeat(long)}x` }]);
  },
  'a text that is saved without the white space at its end': () => {
    looseEndChanges(`x${' '.repeat(long)}`, 'x');
    looseEndChanges(' \n'.repeat(long / 2), '\n'.repeat(long / 2));
  },
  'the words of a server': () => {
    for (const piece of pieces) {
      withoutQuotes(piece.repeat(long / piece.length));
      maskContacts(piece.repeat(long / 10 / piece.length), [{ number: '+919845012345' }]);
    }
  },
  'every field of a contact': () => {
    for (const piece of pieces) {
      for (const length of [190, 990, long / 10]) {
        const value = `${piece.repeat(length / piece.length)}x`;
        const rows = Math.ceil(20_000 / length);
        const row = { number: value, first_name: value, email: value, tag: value, custom_field: { [value]: value } };
        const contacts = Array.from({ length: rows }, (_, n) => JSON.stringify({ sid: sidOf(n), ...row }));
        readAndFix(contacts.join('\n'), 'jsonLines');
        const cell = `"${value.replaceAll('"', '""')}"`;
        readAndFix(`sid,number,email,custom_field\n${`${sidOf(1)},${cell},${cell},${cell}\n`.repeat(rows)}`, 'csv');
      }
    }
  },
  'a hundred thousand numbers and addresses of the longest kind that is looked into': () => {
    const number = `${'00000,'.repeat(33)}x`;
    const address = `${'.'.repeat(998)}x`;
    for (let n = 0; n < 100_000; n++) {
      checkNumber(number);
      checkEmail(address);
      plainEmail(address);
    }
  },
  'a word of ten million characters in JSON': () => readAndFix(`[{"tag":${'a/'.repeat(5_000_000)}}]`, 'json'),
  'a value of ten million characters that is compared': () => {
    const [one, other] = ['\\n', 'n'].map((piece) => JSON.stringify([piece.repeat(5_000_000), 1.5]));
    isSameJson(one!, other!);
  },
};
