import { commands, EventEmitter, type Disposable } from 'vscode';
import { closing, operationWords } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import { UserError } from '../../core/userError';
import { builtInCommands, commandId, contextKeys } from '../ids';

/** What came to be known of a run: the rows with a new verdict; none where only the run as a whole changed. */
export interface RunChange {
  readonly record: RunRecord;
  readonly rows: readonly number[];
}

/** The run that is on in this window. There is one at a time. */
export class CurrentRun implements Disposable {
  private readonly started = new EventEmitter<RunRecord>();
  private readonly changed = new EventEmitter<RunChange>();
  private readonly ended = new EventEmitter<RunRecord>();
  readonly onDidStart = this.started.event;
  readonly onDidChange = this.changed.event;
  readonly onDidEnd = this.ended.event;
  private stopping: AbortController | undefined;
  private on: RunRecord | undefined;
  /** Resolves when the command that runs or prepares is over. */
  private over: Promise<unknown> = Promise.resolve();

  /** Undefined while none is on. */
  get record(): RunRecord | undefined {
    return this.on;
  }

  /**
   * Lets one command at a time prepare and send, from its first question to its end.
   * @param work is given the signal of `stop`
   * @throws UserError while another command is at it
   */
  async alone<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
    if (this.stopping) throw this.busy();
    this.stopping = new AbortController();
    try {
      const result = work(this.stopping.signal);
      this.over = result.catch(() => undefined);
      return await result;
    } finally {
      this.stopping = undefined;
    }
  }

  /** Makes this the run that is on while `work` lasts. To be called within `alone`. */
  async watch<T>(record: RunRecord, work: () => Promise<T>): Promise<T> {
    this.on = record;
    record.onDidChange = (rows) => this.changed.fire({ record, rows });
    setRunOn(true);
    this.started.fire(record);
    try {
      return await work();
    } finally {
      this.on = undefined;
      setRunOn(false);
      this.ended.fire(record);
    }
  }

  /** Ends the run that is on: nothing further is sent, and the reply to the request on its way is waited for a short while. */
  stop(): void {
    if (this.on) this.stopping?.abort();
  }

  /**
   * The window closes or is reloaded: nothing new is sent, by a run that is still being prepared neither. To be called before `dispose`.
   * @returns when the reply on its way is written to the run's record, or was given up, and the record is closed
   */
  async close(): Promise<void> {
    this.stopping?.abort(closing);
    if (this.on) await this.over;
  }

  dispose(): void {
    this.started.dispose();
    this.changed.dispose();
    this.ended.dispose();
  }

  private busy(): UserError {
    if (!this.on) {
      return new UserError('busy', 'A run is being prepared in this window. Answer its question first, or cancel it.');
    }
    const { doing } = operationWords[this.on.description.operation.kind];
    return new UserError(
      'busy',
      `${doing} contacts is already in progress in this window. Wait until it has finished, or stop it.`,
      [
        { title: 'Show Results', command: commandId('showResults') },
        { title: 'Stop', command: commandId('stopUpdate') },
      ],
    );
  }
}

function setRunOn(isOn: boolean): void {
  void commands.executeCommand(builtInCommands.setContext, contextKeys.runOn, isOn);
}
