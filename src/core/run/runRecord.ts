import type { Target } from '../../api/region';
import { isDone, type Outcome, type Totals, type Verdict } from '../outcome';
import { toSpans } from '../journal/spans';
import { operations, type Operation } from './operation';
import type { FoundSid } from './runJournal';
import type { RunRowTable } from './runRowTable';
import type { Reply, SentRequest } from './sentRequest';

/** What a run is about, fixed when it starts. Holds nothing of a contact but its sid. */
export interface RunDescription {
  readonly runId: string;
  readonly operation: Operation;
  readonly target: Target;
  /** The contacts file: its URI as text, its name, and the SHA-256 of its text as it was read, see `hashText`. */
  readonly file: { readonly uri: string; readonly name: string; readonly sha256: string };
  /** Epoch in milliseconds. */
  readonly startedAt: number;
  /** The run whose rows this one retries or resumes; records of older versions do not say so. */
  readonly continues?: string;
  readonly rows: RunRowTable;
}

export type RunState = 'running' | 'stopping' | 'finished' | 'stopped' | 'interrupted';

/** More different outcomes are not compared: messages that quote a value differ in every row. */
const mostShared = 1_000;

/** A server that is never the same could make one for each request. */
const mostNotes = 100;

type Counts = { -readonly [state in keyof Totals]: Totals[state] } & { pending: number };

/** A run as far as it has come. The run writes it; the results page, the diagnostics and the summary read it. */
export class RunRecord {
  private readonly outcomes: (Outcome | undefined)[];
  /** One object for equal outcomes, by what they say: a server refuses many rows in the same words. */
  private readonly shared = new Map<string, Outcome>();
  private readonly tries: Uint16Array;
  private readonly counts: Counts;
  private readonly notesSoFar: string[] = [];
  private readonly sent: SentRequest[] = [];

  state: RunState = 'running';
  /** It was interrupted, and resumed or discarded since. */
  isClosed = false;
  endedAt: number | undefined;
  requestsDone = 0;
  waiting: { readonly why: string; readonly until: number } | undefined;

  /** Called after every change, with the rows whose outcome or attempts changed. */
  onDidChange: (rows: readonly number[]) => void = () => {};

  /**
   * @param known outcomes that are known before anything is sent, by row: those of the local checks, and of earlier runs
   * @param attempts of earlier runs that this one continues, by row
   */
  constructor(
    public description: RunDescription,
    public requestsPlanned: number,
    known: Iterable<readonly [row: number, outcome: Outcome]> = [],
    attempts?: (row: number) => number,
  ) {
    const total = description.rows.length;
    this.outcomes = new Array<Outcome | undefined>(total).fill(undefined);
    this.tries = new Uint16Array(total);
    if (attempts) for (let row = 0; row < total; row++) this.tries[row] = attempts(row);
    const none = operations[description.operation.kind].verdicts.map((verdict) => [verdict, 0]);
    this.counts = { ...(Object.fromEntries(none) as Totals), pending: total, total };
    for (const [row, outcome] of known) this.put(row, outcome);
  }

  outcome(row: number): Outcome | undefined {
    return this.outcomes[row];
  }

  attempts(row: number): number {
    return this.tries[row]!;
  }

  get totals(): Totals & { readonly pending: number } {
    return { ...this.counts };
  }

  get notes(): readonly string[] {
    return this.notesSoFar;
  }

  /** The requests in the order in which they were sent, each attempt by itself. */
  get requests(): readonly SentRequest[] {
    return this.sent;
  }

  /** @param at epoch in milliseconds */
  attempted(rows: readonly number[], at: number): void {
    const spans = toSpans(rows);
    const before = this.sent.at(-1);
    const isAgain = before !== undefined && String(before.rows) === String(spans);
    this.sent.push({ rows: spans, attempt: isAgain ? before.attempt + 1 : 1, sentAt: at });
    for (const row of rows) this.tries[row]!++;
    this.onDidChange(rows);
  }

  /** What came of the last attempt. */
  replied(reply: Reply): void {
    const last = this.sent.pop();
    if (last) this.sent.push({ ...last, reply });
  }

  settle(rows: readonly number[], outcomeOf: (row: number, position: number) => Outcome): void {
    rows.forEach((row, position) => this.put(row, outcomeOf(row, position)));
    this.onDidChange(rows);
  }

  private put(row: number, outcome: Outcome): void {
    this.count(this.outcomes[row]?.verdict ?? 'pending', -1);
    this.count(outcome.verdict, 1);
    this.outcomes[row] = this.share(outcome);
  }

  private count(state: Verdict | 'pending', rows: number): void {
    this.counts[state] = (this.counts[state] ?? 0) + rows;
  }

  private share(outcome: Outcome): Outcome {
    const key = isDone(outcome.verdict)
      ? `${outcome.verdict} ${outcome.keptFrom?.runId ?? ''}`
      : JSON.stringify(outcome);
    const known = this.shared.get(key);
    if (known || this.shared.size >= mostShared) return known ?? outcome;
    this.shared.set(key, outcome);
    return outcome;
  }

  /** Contacts that had no sid have one now. To be called before their rows are settled. */
  identify(sids: Iterable<FoundSid>): void {
    for (const [row, sid] of sids) this.description.rows.identify(row, sid);
  }

  wait(waiting: { why: string; until: number } | undefined): void {
    if (waiting === this.waiting) return;
    this.waiting = waiting;
    this.onDidChange([]);
  }

  note(text: string): void {
    const { length } = this.notesSoFar;
    if (length === mostNotes || this.notesSoFar.includes(text)) return;
    this.notesSoFar.push(length < mostNotes - 1 ? text : 'There were more notes like these.');
    this.onDidChange([]);
  }

  /** The file's text is another one, and its rows are the same. @param sha256 of it */
  fileRewritten(sha256: string): void {
    this.description = { ...this.description, file: { ...this.description.file, sha256 } };
    this.onDidChange([]);
  }

  /** The file has another name now. */
  fileMoved(uri: string, name: string): void {
    const { file } = this.description;
    this.description = { ...this.description, file: { ...file, uri, name } };
    this.onDidChange([]);
  }

  become(state: RunState, now: number): void {
    this.state = state;
    if (state !== 'running' && state !== 'stopping') this.endedAt = now;
    this.onDidChange([]);
  }
}
