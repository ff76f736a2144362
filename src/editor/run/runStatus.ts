import { StatusBarAlignment, type Disposable, type StatusBarItem } from 'vscode';
import { numberText } from '../../core/count';
import { describeDoing, operationWords } from '../../core/run/operation';
import type { RunRecord } from '../../core/run/runRecord';
import { fileLabel } from '../fileLabel';
import { commandId } from '../ids';
import type { CurrentRun } from './currentRun';
import { describeProgress } from './describeProgress';
import { fileOf } from './runsOfFiles';
import { window } from '../window';

/** A shorter run is over before anybody has looked for it. */
const longMs = 3_000;
const everyMs = 500;

/**
 * How far a long run has come, in the status bar: its notification can be put away, and VS Code does not say whether it was. A click shows
 * the panel. Goes with the end of the run.
 */
export class RunStatus implements Disposable {
  private readonly item: StatusBarItem;
  private readonly listeners: readonly Disposable[];
  private timer: NodeJS.Timeout | undefined;

  constructor(current: CurrentRun, appearsAfterMs = longMs) {
    this.item = window.createStatusBarItem('exotelContacts.run', StatusBarAlignment.Right, 101);
    this.item.name = 'Exotel Contacts: Run';
    this.item.command = commandId('showResults');
    this.listeners = [
      current.onDidStart((record) => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.paint(record), appearsAfterMs);
      }),
      current.onDidEnd(() => this.hide()),
    ];
  }

  dispose(): void {
    this.hide();
    for (const listener of this.listeners) listener.dispose();
    this.item.dispose();
  }

  private paint(record: RunRecord): void {
    const { requestsDone, requestsPlanned, waiting, state } = record;
    const { operation } = record.description;
    const icon = waiting ? 'watch' : 'sync~spin';
    const done = `${numberText(requestsDone)} of ${numberText(requestsPlanned)}`;
    const why = waiting ? ` (waiting: ${waiting.why})` : '';
    this.item.text = `$(${icon}) ${state === 'stopping' ? 'Stopping…' : `${operationWords[operation.kind].doing}: ${done}${why}`}`;
    const whole = `${describeDoing(operation, fileLabel(fileOf(record)))}: ${describeProgress(record)}`;
    this.item.tooltip = whole;
    this.item.accessibilityInformation = { label: `${whole}. Show results` };
    this.item.show();
    this.timer = setTimeout(() => this.paint(record), everyMs);
  }

  private hide(): void {
    clearTimeout(this.timer);
    this.item.hide();
  }
}
