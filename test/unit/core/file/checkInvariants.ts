import assert from 'node:assert/strict';
import type { ContactFile, FieldRange } from '../../../../src/core/file/contactFile';
import type { TextRange } from '../../../../src/core/problem';
import { rowsOf } from './rowsOf';

/** What holds for every file, good or broken. */
export function checkInvariants(file: ContactFile): void {
  const { text, problems } = file;
  const rows = rowsOf(file);
  const inside = (range: TextRange) =>
    assert.ok(range.start >= 0 && range.start <= range.end && range.end <= text.length, JSON.stringify(range));
  let last = 0;
  for (const row of rows) {
    inside(row);
    assert.ok(row.start >= last, 'rows overlap');
    last = row.end;
  }
  last = 0;
  for (const problem of problems) {
    inside(problem);
    problem.related?.forEach(inside);
    assert.ok(problem.start >= last, 'problems out of order');
    assert.ok(problem.row === undefined || problem.row < rows.length);
    assert.ok(problem.message.length > 10);
    last = problem.start;
  }
  const faulty = new Set(
    problems.flatMap(({ row, severity }) => (severity === 'error' && row !== undefined ? row : [])),
  );
  rows.forEach((row, index) => {
    if (!row.values) assert.ok(faulty.has(index), `row ${index} cannot be read, and nobody says why`);
    const fields = file.fieldRanges(index);
    let end = row.start;
    for (const field of fields) {
      inside(field);
      inside(field.nameRange);
      assert.ok(field.start >= end, 'fields overlap');
      end = field.end;
    }
    if (row.values) assert.ok(end <= row.end, 'field outside its row');
    if (row.values && !faulty.has(index)) checkReadBack(file, index, fields);
  });
  assert.deepEqual(file.fieldRanges(rows.length), []);
  if (file.format === 'json') {
    assert.equal(file.whole, !problems.some(({ code }) => code === 'syntax' || code === 'duplicate-column'));
  }
}

/** The values of a faultless row, read again from the places where its fields are said to stand. */
function checkReadBack(file: ContactFile, index: number, fields: readonly FieldRange[]) {
  const values = file.values(index)!;
  const written = ({ start, end }: TextRange) => file.text.slice(start, end);
  if (file.format !== 'csv') {
    assert.deepEqual(
      Object.fromEntries(fields.map((field) => [field.name, JSON.parse(written(field)) as unknown])),
      Object.fromEntries(Object.entries(values)),
    );
    for (const field of fields) assert.equal(JSON.parse(written(field.nameRange)), field.name);
    return;
  }
  const seen = new Set<string>();
  fields.forEach((field, column) => {
    const { target } = file.columns[column]!;
    if (target.kind !== 'field' || target.field === 'custom_field' || seen.has(target.field)) return;
    seen.add(target.field);
    const cell = written(field);
    const value = cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell;
    assert.equal(values[target.field], value === '' ? undefined : value);
  });
  for (const key of Object.keys(values)) assert.ok(key === 'custom_field' || seen.has(key), key);
}
