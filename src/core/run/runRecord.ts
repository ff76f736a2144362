import type { Target } from '../../api/region';
import { countOutcomes, type Outcome, type Totals } from '../outcome';
import type { RunRowTable } from './runRowTable';

/** What a run is about, fixed when it starts. Holds nothing of a contact but its sid. */
export interface RunDescription {
  readonly runId: string;
  readonly target: Target;
  /** The contacts file: its URI as text, its name, and the SHA-256 of its text as it was read, see `hashText`. */
  readonly file: { readonly uri: string; readonly name: string; readonly sha256: string };
  /** Epoch in milliseconds. */
  readonly startedAt: number;
  readonly rows: RunRowTable;
}

export type RunState = 'running' | 'stopping' | 'finished' | 'stopped' | 'interrupted';

/** More different outcomes are not compared: messages that quote a value differ in every row. */
const mostShared = 1_000;

/** A run as far as it has come. The run writes it; the results page, the diagnostics and the summary read it. */
export class RunRecord {
  private readonly outcomes: (Outcome | undefined)[];
  /** One object for equal outcomes, by what they say: a server refuses many rows in the same words. */
  private readonly shared = new Map<string, Outcome>();
  private readonly tries: Uint16Array;
  private counts: { -readonly [key in keyof ReturnType<typeof countOutcomes>]: number };
  private readonly notesSoFar: string[] = [];

  state: RunState = 'running';
  endedAt: number | undefined;
  requestsDone = 0;
  /** Requests that were sent, each try counted. */
  requestsSent = 0;
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
    attempts: (row: number) => number = () => 0,
  ) {
    this.outcomes = new Array<Outcome | undefined>(description.rows.length).fill(undefined);
    this.tries = new Uint16Array(description.rows.length).map((_, row) => attempts(row));
    for (const [row, outcome] of known) this.outcomes[row] = this.share(outcome);
    this.counts = countOutcomes(this.outcomes);
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

  attempted(rows: readonly number[]): void {
    this.requestsSent++;
    for (const row of rows) this.tries[row]!++;
    this.onDidChange(rows);
  }

  settle(rows: readonly number[], outcomeOf: (row: number, position: number) => Outcome): void {
    rows.forEach((row, position) => {
      const before = this.outcomes[row];
      const outcome = this.share(outcomeOf(row, position));
      this.counts[before?.verdict ?? 'pending']--;
      this.counts[outcome.verdict]++;
      this.outcomes[row] = outcome;
    });
    this.onDidChange(rows);
  }

  private share(outcome: Outcome): Outcome {
    const key = outcome.verdict === 'updated' ? '' : JSON.stringify(outcome);
    const known = this.shared.get(key);
    if (known || this.shared.size >= mostShared) return known ?? outcome;
    this.shared.set(key, outcome);
    return outcome;
  }

  wait(waiting: { why: string; until: number } | undefined): void {
    if (waiting === this.waiting) return;
    this.waiting = waiting;
    this.onDidChange([]);
  }

  note(text: string): void {
    if (this.notesSoFar.includes(text)) return;
    this.notesSoFar.push(text);
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
