import { setImmediate as nextTurn } from 'node:timers/promises';
import type { JsonBytes } from '../../../../src/core/text/jsonBytes';
import type { Answer, ReplyItem } from '../../../../src/api/answer';
import type { ContactUpdate } from '../../../../src/core/contact';
import type { Outcome, Verdict } from '../../../../src/core/outcome';
import type { Clock } from '../../../../src/core/run/clock';
import { createPace } from '../../../../src/core/run/pace';
import { defaultRetryPolicy, type RetryPolicy } from '../../../../src/core/run/retry';
import { RunRecord, type RunState } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';
import { requestsOf, type SendingApi } from '../../../../src/core/run/requestsOf';
import { runOperation } from '../../../../src/core/run/runOperation';

export const sidOf = (row: number) => row.toString(16).padStart(32, '0');
export const success = (sid: string): ReplyItem => ({ result: 'success', code: 200, sid });
export const notFound: ReplyItem = {
  result: 'failure',
  code: 404,
  error: { code: 1000, message: 'Not Found', description: 'Contact not found' },
};
export const allGood = (contacts: readonly ContactUpdate[]): Answer => items(contacts.map(({ sid }) => success(sid)));
export const items = (list: readonly ReplyItem[]): Answer => ({
  kind: 'items',
  status: 207,
  items: list,
  counts: {},
  rateLimit: {},
});
export const refused = (status: number, description = 'No', rateLimit = {}): Answer => ({
  kind: 'refused',
  status,
  error: { description },
  rateLimit,
});
export const silence = (
  cause: 'timeout' | 'connection' | 'name' | 'certificate' | 'stopped',
  delivered: 'no' | 'maybe',
): Answer => ({ kind: 'noAnswer', cause, delivered });
export const unreadable: Answer = { kind: 'unreadable', status: 200, reason: 'it is not JSON' };

/** Time passes only in sleeps, and at once. */
export class FakeClock implements Clock {
  private time = 1_000_000;
  private setAhead = 0;
  readonly sleeps: number[] = [];
  /** Called when a sleep begins, e.g. to stop the run in the midst of it. */
  onSleep: (ms: number) => void = () => {};
  /** Sleeps of this length last until their signal ends them. */
  endless: number | undefined;

  now = () => this.time + this.setAhead;
  monotonic = () => this.time;
  random = () => 1;

  /** As a person or the network's time does, in either direction. */
  setBy(ms: number): void {
    this.setAhead += ms;
  }

  async sleep(ms: number, signal: AbortSignal): Promise<void> {
    this.sleeps.push(ms);
    this.onSleep(ms);
    if (signal.aborted) return;
    if (ms === this.endless) return new Promise((resolve) => signal.addEventListener('abort', () => resolve()));
    this.time += ms;
  }
}

/** What the scripted server answers to one request, with the contacts it was sent. */
export type Reply = Answer | ((contacts: readonly ContactUpdate[], signal: AbortSignal) => Answer | Promise<Answer>);

export interface Script {
  readonly rows: number;
  readonly batchSize?: number;
  /** One for each request in order; further requests succeed. */
  readonly replies?: readonly Reply[];
  /** For every request, in place of `replies`. */
  readonly always?: Reply;
  readonly policy?: Partial<RetryPolicy>;
  readonly perMinute?: number;
  readonly journal?: { sending?: () => Promise<void>; settled?: () => Promise<void> };
  /** Outcomes that stand before, of rows that are not sent. */
  readonly known?: readonly (readonly [number, Outcome])[];
  /** Outcomes that an earlier run left, of rows that are sent. */
  readonly unknownBefore?: readonly (readonly [number, Outcome])[];
  readonly contact?: (row: number) => ContactUpdate;
  readonly clock?: FakeClock;
  readonly stop?: AbortController;
  readonly onState?: (state: RunState, record: RunRecord) => void;
}

/** Runs an update against a script, and tells all that can be seen of it. */
export async function scriptedRun(script: Script) {
  const { rows, batchSize = rows, replies = [], clock = new FakeClock(), stop = new AbortController() } = script;
  const contacts = Array.from(
    { length: rows },
    (_, row): ContactUpdate => script.contact?.(row) ?? { sid: sidOf(row), tag: `t${row}` },
  );
  const settled = new Set(script.known?.map(([row]) => row));
  const open = contacts.map((_, row) => row).filter((row) => !settled.has(row));
  const requests: number[][] = [];
  for (let start = 0; start < open.length; start += batchSize) requests.push(open.slice(start, start + batchSize));
  const record = new RunRecord(
    {
      runId: 'r',
      operation: { kind: 'update' },
      target: { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'exotel1' },
      file: { uri: 'file:///c.csv', name: 'c.csv', sha256: '' },
      startedAt: clock.now(),
      rows: RunRowTable.of(contacts.map(({ sid }, row) => ({ line: row + 1, sid, fingerprint: '' }))),
    },
    requests.length,
    [...(script.known ?? []), ...(script.unknownBefore ?? [])],
  );
  /** What happened in its order: `write 0-2` before a request, `send 0-2`, `settle 0-2`. */
  const events: string[] = [];
  /** The same, with `cut 0` when a row's text is taken, `sleep`, `reply 0-2`, and `flush` when a write of its own was needed. */
  const steps: string[] = [];
  const happened = (event: string) => {
    events.push(event);
    steps.push(event);
  };
  const { onSleep } = clock;
  clock.onSleep = (ms) => {
    steps.push('sleep');
    onSleep(ms);
  };
  const sent: number[][] = [];
  const span = (list: readonly number[]) => (list.length > 1 ? `${list[0]}-${list.at(-1)}` : `${list[0]}`);
  const waits: string[] = [];
  record.onDidChange = () => {
    script.onState?.(record.state, record);
    const why = record.waiting?.why;
    if (why !== undefined && waits.at(-1) !== why) waits.push(why);
  };

  let isSettling = false;
  async function write(): Promise<void> {
    if (isSettling) await script.journal?.settled?.();
    isSettling = false;
  }

  const addContact = (row: number, to: JsonBytes) => {
    steps.push(`cut ${row}`);
    to.addText(JSON.stringify(contacts[row]));
  };
  const api: Pick<SendingApi, 'updateContacts'> = {
    async updateContacts(body, signal, onSent) {
      const { contacts: payload } = JSON.parse(body.toString()) as { contacts: ContactUpdate[] };
      const list = payload.map(({ sid }) => parseInt(sid, 16));
      happened(`send ${span(list)}`);
      sent.push(list);
      await nextTurn();
      onSent?.();
      const reply = script.always ?? replies[sent.length - 1] ?? allGood;
      const answer = typeof reply === 'function' ? await reply(payload, signal!) : reply;
      steps.push(`reply ${span(list)}`);
      return answer;
    },
  };

  const ending = await runOperation(
    {
      record,
      contactOf: (row) => contacts[row],
      keyOf: (row) => contacts[row]!.sid,
      requests,
      pace: createPace(script.perMinute),
      policy: { ...defaultRetryPolicy, ...script.policy },
      clock,
      journal: {
        async sending(list) {
          await write();
          happened(`write ${span(list)}`);
          await script.journal?.sending?.();
        },
        replied: () => {},
        settled(list) {
          happened(`settle ${span(list)}`);
          isSettling = true;
        },
        async flush() {
          if (isSettling) steps.push('flush');
          await write();
        },
      },
      makeRequest: requestsOf({ kind: 'update' }, api as SendingApi, { addContact, sidOf }),
    },
    stop.signal,
  );
  const outcomes = contacts.map((_, row) => record.outcome(row));
  return {
    record,
    ending,
    events,
    steps,
    sent,
    waits,
    clock,
    outcomes,
    /** One letter a row: u r i n ? (unknown) and . (pending). */
    verdicts: outcomes.map((outcome) => (outcome ? letters[outcome.verdict] : '.')).join(''),
  };
}

const letters: Readonly<Record<Verdict, string>> = {
  updated: 'u',
  created: 'c',
  existing: 'e',
  deleted: 'd',
  added: 'a',
  rejected: 'r',
  invalid: 'i',
  notSent: 'n',
  unknown: '?',
};
