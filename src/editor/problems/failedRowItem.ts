import { StatusBarAlignment, type Disposable } from 'vscode';
import type { RunRecord } from '../../core/run/runRecord';
import { window } from '../window';

const shownMs = 10_000;

/** Says in the status bar, and to screen readers, to which row somebody was led. Remembers it, so that the next step goes on from there. */
export class FailedRowItem implements Disposable {
  private readonly item = window.createStatusBarItem('exotelContacts.failedRow', StatusBarAlignment.Left, -1_000);
  private last: { readonly record: WeakRef<RunRecord>; readonly row: number } | undefined;
  private timer: NodeJS.Timeout | undefined;

  constructor() {
    this.item.name = 'Exotel Contacts: Failed Rows';
  }

  /** The row of a run to which somebody was led last. */
  rowOf(record: RunRecord): number | undefined {
    return this.last?.record.deref() === record ? this.last.row : undefined;
  }

  /** @param position "Failed row 3 of 12" */
  show(record: RunRecord, row: number, position: string, message: string): void {
    this.last = { record: new WeakRef(record), row };
    clearTimeout(this.timer);
    this.item.text = position;
    this.item.tooltip = message;
    // A live region: what it says is read out without the focus.
    this.item.accessibilityInformation = { label: `${position}: ${message}`, role: 'status' };
    this.item.show();
    this.timer = setTimeout(() => this.item.hide(), shownMs);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.item.dispose();
  }
}
