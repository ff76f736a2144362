import type { RunRecord } from '../../core/run/runRecord';
import type { CheckedContacts } from '../readContacts';
import type { ServerVerdicts } from '../problems/serverVerdicts';

/** The text that a run was made of, with its rows: a run's record has nothing of a contact but its sid. */
export class ContactsOfRuns {
  /** Of the runs of this window, as long as another part keeps their records. */
  private readonly held = new WeakMap<RunRecord, CheckedContacts>();

  constructor(private readonly verdicts: Pick<ServerVerdicts, 'rowsOf'>) {}

  /** To be called when a run starts. */
  hold(record: RunRecord, contacts: CheckedContacts): void {
    this.held.set(record, contacts);
  }

  /** What is in memory. */
  known(record: RunRecord): CheckedContacts | undefined {
    return this.held.get(record) ?? this.verdicts.rowsOf(record)?.contacts;
  }

  /**
   * What is in memory, else the file as it is now, if it is the one that was sent.
   * @returns undefined when it is another one, or cannot be read
   * @throws CancellationError when the user cancels the reading
   */
  async find(record: RunRecord): Promise<CheckedContacts | undefined> {
    const known = this.known(record);
    if (known) return known;
    const { readSameFile } = await import('./readSameFile.js');
    const contacts = await readSameFile(record);
    if (contacts) this.hold(record, contacts);
    return contacts;
  }
}
