import type { Patch } from '../text/patch';
import type { TextChange } from './rowTracker';

/** More than this is not kept: who read the text before has to read it again. */
const mostChanges = 150_000;

/** The last edits of a document, so that what was read at an earlier version can be brought up to date. */
export class EditLog {
  private steps: { readonly version: number; readonly changes: readonly TextChange[] }[] = [];
  private count = 0;

  /** @param begin the version of the document that the log begins with */
  constructor(private begin: number) {}

  /**
   * Notes one step.
   * @param version of the document after it
   */
  add(version: number, changes: readonly TextChange[]): void {
    this.steps.push({ version, changes });
    this.count += changes.length;
    while (this.count > mostChanges) {
      const oldest = this.steps.shift()!;
      this.count -= oldest.changes.length;
      this.begin = oldest.version;
    }
  }

  /** Starts again with a version. */
  forget(version: number): void {
    this.steps = [];
    this.count = 0;
    this.begin = version;
  }

  /**
   * All edits since a version as one patch.
   * @param length of the text at that version
   * @returns undefined when they are not known
   */
  patchSince(version: number, length: number): Patch | undefined {
    const steps = this.since(version);
    if (!steps) return undefined;
    let before = length;
    let behind = length;
    let now = length;
    for (const { start, length: removed, text } of steps.flat()) {
      before = Math.min(before, start);
      behind = Math.min(behind, now - start - removed);
      now += text.length - removed;
    }
    return { start: before, end: Math.max(before, length - behind), shift: now - length };
  }

  /** The steps that lead from a version to that of now; undefined when they are not known. */
  since(version: number): (readonly TextChange[])[] | undefined {
    if (version < this.begin) return undefined;
    return this.steps.filter((step) => step.version > version).map(({ changes }) => changes);
  }
}
