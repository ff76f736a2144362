import { numberText } from '../count';
import type { Problem } from '../problem';
import { fix, type Everywhere, type Fix } from './fix';
import type { FixContext } from './fixContext';
import { fixDuplicates } from './fixDuplicates';
import { everywhere, fixField } from './fixField';
import { fixRepeatedKey } from './fixRepeatedKey';
import { fixSyntax } from './fixSyntax';
import { fixMissingColumn, fixUnknownField } from './fixUnknownField';
import { removeRows } from './removeRows';

/** A number without a country code could be one of any country. */
const mostOffers = 6;

/** The ways to correct a problem, the best first. Removing the row comes last, and only for what keeps it from being sent. */
export function findFixes(problem: Problem, context: FixContext): Fix[] {
  return [...fixesOfCode(problem, context).slice(0, mostOffers), ...removal(problem, context)];
}

/** Every one of them, however many. */
export function findAllFixes(problem: Problem, context: FixContext): Fix[] {
  return [...fixesOfCode(problem, context), ...removal(problem, context)];
}

function fixesOfCode(problem: Problem, context: FixContext): Fix[] {
  const { checked } = context;
  switch (problem.code) {
    case 'syntax':
      return fixSyntax(checked.file, problem);
    case 'no-contacts':
      return fixMissingColumn(checked);
    case 'unknown-field':
      return fixUnknownField(context, problem);
    case 'duplicate-sid':
      return fixDuplicates(context, problem);
    case 'imprecise-number':
      return quoteNumber(context, problem);
    case 'lost-characters':
    case 'missing-sid':
    case 'nothing-to-update':
      return [];
    case 'duplicate-column':
      if (problem.row === undefined) return [];
      return fixRepeatedKey(context, problem);
    case 'wrong-type':
    case 'malformed-sid':
    case 'bad-number':
    case 'bad-email':
    case 'spreadsheet-damage': {
      if (problem.row === undefined) return [];
      const field = context.fieldAt(problem.row, problem);
      return field ? fixField(problem.code, problem.row, field, context) : [];
    }
  }
}

function removal({ code, row, severity }: Problem, { checked: { file } }: FixContext): Fix[] {
  if (row === undefined || severity !== 'error') return [];
  const what = file.format === 'csv' ? 'row' : 'contact';
  const everywhere: Everywhere = {
    key: 'row',
    perRow: true,
    title: (count) => `Remove all ${numberText(count)} ${what}s with this problem`,
    edits: function* (problems) {
      return removeRows(file, [...new Set(problems.map((problem) => problem.row!))]);
    },
  };
  // The twins of a sid are each other's problem: to remove all of them would leave none.
  const isRepeatable = code !== 'duplicate-sid';
  return [fix(`Remove this ${what}`, removeRows(file, [row]), false, isRepeatable ? everywhere : undefined)];
}

/** It becomes a text, which is another value: not to be done unasked. */
function quoteNumber(context: FixContext, { row, start, end }: Problem): Fix[] {
  const { file } = context.checked;
  const cell = file.format === 'csv' ? context.fieldAround(row!, start) : undefined;
  const quote = cell && file.text.slice(cell.start, cell.start + 1) === '"' ? '""' : '"';
  const text = `${quote}${file.text.slice(start, end)}${quote}`;
  const all = everywhere('quotes', 'Put all # numbers in quotes');
  return [fix('Put the number in quotes', [{ start, end, text }], false, all)];
}
