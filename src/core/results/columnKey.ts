/** The columns that every run and check has, in their order. Those of the file's own fields come after the line. */
export const columnIds = ['line', 'sid', 'verdict', 'code', 'message', 'attempts'] as const;
export type ColumnId = (typeof columnIds)[number];

/** A column with one of the file's own fields, by its name there. */
export type FieldKey = `=${string}`;
export type ColumnKey = ColumnId | FieldKey;

export function fieldKey(name: string): FieldKey {
  return `=${name}`;
}

/** The name of the field; undefined for the other columns. */
export function fieldIn(key: ColumnKey): string | undefined {
  return key.startsWith('=') ? key.slice(1) : undefined;
}

/** Whether a text is one that a column can have as its key. */
export function isColumnKey(key: unknown): key is ColumnKey {
  return typeof key === 'string' && (key.startsWith('=') || (columnIds as readonly string[]).includes(key));
}

const titles: { readonly [column in ColumnId]: string } = {
  line: 'Line',
  sid: 'Contact SID',
  verdict: 'Verdict',
  code: 'Code',
  message: 'Message',
  attempts: 'Attempts',
};

/** What a table is of. */
export type TableKind = 'run' | 'check' | 'preview';

const ofKind: { readonly [kind in TableKind]: { readonly [column in ColumnId]?: string } } = {
  run: {},
  check: { verdict: 'Severity' },
  preview: { verdict: 'Update', code: 'Fields', message: 'Before → after' },
};

/** The same columns hold a run's verdicts, a check's severities, and what a preview shows. */
export function columnTitle(key: ColumnKey, kind: TableKind): string {
  return fieldIn(key) ?? ofKind[kind][key as ColumnId] ?? titles[key as ColumnId];
}
