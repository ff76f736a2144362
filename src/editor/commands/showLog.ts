import type { Log } from '../log';

/** Shows the output channel. */
export function showLog(log: Log): void {
  log.show();
}
