import * as z from 'zod/mini';
import type { RegionId } from '../../api/region';
import { doneVerdicts } from '../outcome';
import { problemSeverities, type ProblemCode } from '../problem';

/**
 * The lines of a run's record, one JSON value each, in the order of what happened. They hold sids, verdicts and the server's
 * words with the contact's own values masked; no number, name, address or secret.
 */

const spans = z.array(z.int().check(z.nonnegative()));
const error = z.object({
  code: z.exactOptional(z.number()),
  message: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
});

/** The run that came to the verdict, where this one kept it; records of older versions do not say so. */
const keptFrom = z.exactOptional(z.object({ runId: z.string(), startedAt: z.number() }));

const outcome = z.discriminatedUnion('verdict', [
  z.object({ verdict: z.enum(doneVerdicts), keptFrom }),
  z.object({ verdict: z.literal('rejected'), status: z.exactOptional(z.number()), error, keptFrom }),
  z.object({
    verdict: z.literal('invalid'),
    code: z.enum(Object.keys(problemSeverities) as [ProblemCode, ...ProblemCode[]]),
    message: z.string(),
  }),
  z.object({ verdict: z.literal('notSent'), reason: z.string(), keptFrom }),
  z.object({ verdict: z.literal('unknown'), reason: z.string(), keptFrom }),
]);

const regionNames = ['singapore', 'mumbai', 'sandbox', 'custom'] as const satisfies readonly RegionId[];

const operation = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['update', 'create', 'delete']) }),
  z.object({ kind: z.literal('addToList'), list: z.object({ sid: z.string(), name: z.string() }) }),
]);

const run = z.object({
  type: z.literal('run'),
  /** 2 for all runs but updates, which older versions of the extension would take for updates. */
  version: z.union([z.literal(1), z.literal(2)]),
  /** Absent for an update. */
  operation: z.exactOptional(operation),
  runId: z.string(),
  target: z.object({ region: z.enum(regionNames), origin: z.string(), accountSid: z.string() }),
  file: z.object({ uri: z.string(), name: z.string(), sha256: z.string() }),
  startedAt: z.number(),
  /** The run that this one retries or resumes; records of older versions do not say so. */
  continues: z.exactOptional(z.string()),
  planned: z.number(),
  /** Rows that follow, and how many of them are settled before anything is sent: with all of those the head is whole. */
  total: z.number(),
  known: z.number(),
});

/**
 * Part of the run's rows, in order: line, sid, fingerprint of what is sent (empty for a row that cannot be), for a new contact the identity
 * of its number. `sent`: which of them the run is to send; records of older versions do not say so.
 */
const rows = z.object({
  type: z.literal('rows'),
  rows: z.array(z.tuple([z.number(), z.string(), z.string()], z.string())),
  sent: z.exactOptional(spans),
});

/** Written before a request leaves. */
const sending = z.object({ type: z.literal('sending'), at: z.number(), rows: spans });

/** What came of the request before it. */
const replied = z.object({
  type: z.literal('replied'),
  at: z.number(),
  status: z.exactOptional(z.number()),
  requestId: z.exactOptional(z.string()),
  trouble: z.string(),
});

/** Written after a reply, and for rows that are not sent: rows by equal outcome. `sids`: of contacts that had none when they were sent. */
const settled = z.object({
  type: z.literal('settled'),
  at: z.number(),
  outcomes: z.array(z.tuple([outcome, spans])),
  sids: z.exactOptional(z.array(z.tuple([z.int().check(z.nonnegative()), z.string()]))),
});

/** The sids of new contacts were written into the file, and its text is this one since. */
const rewritten = z.object({ type: z.literal('rewritten'), at: z.number(), sha256: z.string() });

const count = z.int().check(z.nonnegative());

/** `totals`: so that a list of runs need not read them whole. */
const ended = z.object({
  type: z.literal('ended'),
  at: z.number(),
  state: z.enum(['finished', 'stopped']),
  totals: z.object({
    updated: z.exactOptional(count),
    created: z.exactOptional(count),
    existing: z.exactOptional(count),
    deleted: z.exactOptional(count),
    added: z.exactOptional(count),
    rejected: count,
    invalid: count,
    notSent: count,
    unknown: count,
    total: count,
  }),
});

/** An interrupted run about which the user need not be asked any more. */
const closed = z.object({ type: z.literal('closed'), at: z.number(), how: z.enum(['resumed', 'discarded']) });

export const journalEntry = z.discriminatedUnion('type', [
  run,
  rows,
  sending,
  replied,
  settled,
  rewritten,
  ended,
  closed,
]);

export type JournalEntry = z.infer<typeof journalEntry>;
