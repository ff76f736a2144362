import type { Report } from './report';
import type { TextParts } from './resendable';

/** One object: the run, its counts and its groups, and each row on a line of its own. Times in ISO 8601. */
export function* reportJson({ head, groups, groupCount, rows, fields }: Report): TextParts {
  const { totals, startedAt, endedAt, notes, runId, ...run } = head;
  const about = {
    run: {
      id: runId,
      ...run,
      startedAt: new Date(startedAt).toISOString(),
      ...(endedAt === undefined ? {} : { endedAt: new Date(endedAt).toISOString() }),
      notes,
    },
    counts: totals,
    groups,
    ...(groupCount > groups.length ? { groupsLeftOut: groupCount - groups.length } : {}),
  };
  yield `${JSON.stringify(about, undefined, 2).slice(0, -2)},\n  "rows": [`;
  let separator = '\n';
  for (const { values, keptFrom, ...row } of rows()) {
    const earlier = keptFrom && { id: keptFrom.runId, startedAt: new Date(keptFrom.startedAt).toISOString() };
    const contact = values.length > 0 ? { contact: valuesByField(fields, values) } : {};
    yield `${separator}    ${JSON.stringify({ ...row, ...(earlier && { earlierRun: earlier }), ...contact })}`;
    separator = ',\n';
  }
  yield '\n  ]\n}\n';
}

function valuesByField(fields: readonly string[], values: readonly string[]): { readonly [field: string]: string } {
  return Object.fromEntries(fields.flatMap((field, index) => (values[index] ? [[field, values[index]]] : [])));
}
