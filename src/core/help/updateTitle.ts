import type { CheckedFile } from '../check/checkContacts';

/** What the line over the first row offers; undefined when there is no row. */
export interface UpdateOffer {
  readonly title: string;
  /** Whether there is something to send. */
  readonly sends: boolean;
}

/**
 * "Update 118 contacts in Mumbai (exotel8u3) · 2 left out".
 * @param place "in" a region or "at" an address, and the account; undefined when none is chosen yet
 */
export function offerUpdate({ file, sendable }: CheckedFile, place: string | undefined): UpdateOffer | undefined {
  const total = file.rows.length;
  if (total === 0) return undefined;
  if (sendable === 0) {
    const why = file.whole ? `${shown(total)} left out` : 'the file cannot be read completely';
    return { title: `Nothing to update yet · ${why}`, sends: false };
  }
  const what = `Update ${shown(sendable)} contact${sendable === 1 ? '' : 's'}${place ? ` ${place}` : ''}`;
  return { title: sendable < total ? `${what} · ${shown(total - sendable)} left out` : what, sends: true };
}

const shown = (n: number) => n.toLocaleString('en');
