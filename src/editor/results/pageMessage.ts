import * as z from 'zod/mini';
import { isColumnKey, type ColumnKey } from '../../core/results/columnKey';
import type { FromPage, TextColumn } from '../../protocol';

/** More rows than any file has. */
const mostRows = 20_000_000;
const isFieldKey = (key: unknown) => isColumnKey(key) && key.startsWith('=');

const id = z.string().check(z.minLength(1));
const row = z.int().check(z.nonnegative());
const rows = z.array(row).check(z.maxLength(mostRows));
const column = z.custom<ColumnKey>(isColumnKey);
const textColumn = z.custom<TextColumn>((key) => key === 'sid' || key === 'message' || isFieldKey(key));

const schema: z.ZodMiniType<FromPage> = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready') }),
  z.object({ type: z.literal('stop'), id }),
  z.object({ type: z.literal('show'), id }),
  z.object({ type: z.literal('goOn'), id }),
  z.object({ type: z.literal('checkAgain'), id }),
  z.object({ type: z.literal('previewAgain'), id }),
  z.object({ type: z.literal('showDifferences'), id }),
  z.object({ type: z.literal('retryRows'), id, rows }),
  z.object({ type: z.literal('exportRows'), id, rows }),
  z.object({ type: z.literal('copySids'), id, rows }),
  z.object({
    type: z.literal('copyRows'),
    id,
    rows,
    columns: z.array(column),
    format: z.enum(['text', 'csv', 'json']),
  }),
  z.object({ type: z.literal('reveal'), id, row, focus: z.boolean() }),
  z.object({ type: z.literal('readTexts'), id, rows: z.array(row).check(z.maxLength(1000)) }),
  z.object({ type: z.literal('readDetails'), id, row }),
  z.object({ type: z.literal('readRequests'), id }),
  z.object({ type: z.literal('findRows'), id, text: z.string() }),
  z.object({ type: z.literal('sortRows'), id, column: textColumn, descending: z.boolean() }),
]);

/** Checks a message from the results page; undefined when it is none that the page sends. */
export function readPageMessage(message: unknown): FromPage | undefined {
  return schema.safeParse(message).data;
}
