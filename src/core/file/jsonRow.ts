import type { FileRow } from './contactFile';
import type { TextSource } from './textSource';

/** A faultless contact of a JSON text. Its values can be let go: they are then read from the text whenever they are asked for. */
export class JsonRow implements FileRow {
  readonly #text: TextSource;
  #values: FileRow['values'];

  constructor(
    text: TextSource,
    readonly start: number,
    readonly end: number,
    values: FileRow['values'],
    readonly isOdd: boolean,
  ) {
    this.#text = text;
    this.#values = values;
  }

  get values(): NonNullable<FileRow['values']> {
    return this.#values ?? (JSON.parse(this.#text.slice(this.start, this.end)) as Record<string, unknown>);
  }

  release(): void {
    this.#values = undefined;
  }
}
