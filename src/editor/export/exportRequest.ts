import { Uri } from 'vscode';
import * as z from 'zod/mini';
import { verdicts } from '../../core/outcome';
import { isMissing } from '../filesOfCommand';
import { readArgument } from '../readArgument';

export const exportFormats = ['source', 'csv', 'json', 'markdown', 'html'] as const;

const schema = z.object({
  runId: z.optional(z.string()),
  kind: z.optional(z.enum(['resendable', 'report'])),
  format: z.optional(z.enum(exportFormats)),
  verdicts: z.optional(z.array(z.enum(verdicts)).check(z.minLength(1))),
  /** Rows of the run, from 0, in place of verdicts. */
  rows: z.optional(z.array(z.int().check(z.nonnegative())).check(z.minLength(1))),
  /** Whether a report has the contacts' values. */
  values: z.optional(z.boolean()),
  to: z.optional(z.custom<Uri>((value) => value instanceof Uri)),
});

/** What a caller of the command asked for; all that is missing is asked for, or has a default. */
export type ExportRequest = z.infer<typeof schema>;

/** @throws UserError for an argument of another shape */
export function readExportRequest(argument: unknown): ExportRequest {
  return isMissing(argument) ? {} : readArgument(schema, argument, 'exported');
}
