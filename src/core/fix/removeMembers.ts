import { numberText } from '../count';
import type { ContactFile, FieldRange } from '../file/contactFile';
import type { Problem, TextRange } from '../problem';
import type { Steps } from '../steps';
import type { Fix } from './fix';
import type { FixContext } from './fixContext';
import type { TextEdit } from './textEdit';

const problemsPerStep = 500;

/** A member of a JSON contact with the comma that goes with it. */
export function memberRange(fields: readonly FieldRange[], field: FieldRange): TextRange {
  const index = fields.indexOf(field);
  return runRange(fields, index, index);
}

/** Takes one of the fields of a row away. */
export function removeField(file: ContactFile, row: number, field: FieldRange): Fix[] {
  if (file.format === 'csv') return [];
  return [
    {
      title: `Remove this “${field.name}”`,
      isPreferred: false,
      *edits() {
        const fields = file.fieldRanges(row);
        const same = fields.find(({ nameRange }) => nameRange.start === field.nameRange.start);
        return same ? [{ ...memberRange(fields, same), text: '' }] : [];
      },
    },
  ];
}

/** Leaves a field out that is null: without it, the contact keeps its value. */
export function fixNull(context: FixContext, row: number, field: FieldRange): Fix[] {
  const { file } = context.checked;
  const everywhere = {
    key: 'null',
    title: (count: number) => `Remove all ${numberText(count)} fields that are null`,
    edits: (problems: readonly Problem[]) => removeNulls(file, problems),
  };
  return removeField(file, row, field).map((one) => ({ ...one, everywhere }));
}

function* removeNulls(file: ContactFile, problems: readonly Problem[]): Steps<readonly TextEdit[]> {
  const edits: TextEdit[] = [];
  let last: number | undefined;
  for (const [count, { row }] of problems.entries()) {
    if (count % problemsPerStep === problemsPerStep - 1) yield;
    if (row === undefined || row === last) continue;
    last = row;
    const starts = new Set(
      problems.slice(count, count + 20).flatMap((other) => (other.row === row ? other.start : [])),
    );
    const fields = file.fieldRanges(row);
    const isRemoved = fields.map((field) => starts.has(field.start));
    for (let first = isRemoved.indexOf(true); first !== -1; first = isRemoved.indexOf(true, first)) {
      let end = first;
      while (isRemoved[end + 1]) end++;
      edits.push({ ...runRange(fields, first, end), text: '' });
      first = end + 1;
    }
  }
  return edits;
}

/** Neighbouring members, with the commas that go with them. */
function runRange(fields: readonly FieldRange[], first: number, last: number): TextRange {
  const { start } = fields[first]!.nameRange;
  const next = fields[last + 1];
  if (next) return { start, end: next.nameRange.start };
  return { start: fields[first - 1]?.end ?? start, end: fields[last]!.end };
}
