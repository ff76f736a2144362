import type { ToPage } from '../protocol';

/** Makes sure that no fact is lost or reported twice: facts build on a snapshot and count on from it. */
export class Inbox {
  private seq: number | undefined;

  /** Takes what `postMessage` brought: the message to show, `askAgain` when one went missing, or `ignore`. */
  take(message: unknown): ToPage | 'askAgain' | 'ignore' {
    if (!isToPage(message)) return 'ignore';
    if (message.type === 'snapshot') {
      this.seq = message.seq;
      return message;
    }
    // A fact that comes before the first snapshot, or while one is on its way, is part of that snapshot.
    if (this.seq === undefined || message.seq <= this.seq) return 'ignore';
    const expected = message.seq === this.seq + 1;
    this.seq = expected ? message.seq : undefined;
    return expected ? message : 'askAgain';
  }
}

/** Only the envelope is checked: the sender is our own extension, compiled against the same types. */
function isToPage(message: unknown): message is ToPage {
  if (typeof message !== 'object' || message === null || !('type' in message) || !('seq' in message)) return false;
  return types.has(message.type) && Number.isInteger(message.seq);
}

const types: ReadonlySet<unknown> = new Set<ToPage['type']>([
  'snapshot',
  'rowsFinished',
  'headChanged',
  'rowsEdited',
  'textsRead',
  'rowsFound',
  'rowsSorted',
  'detailsRead',
  'requestsRead',
  'actionChosen',
]);
