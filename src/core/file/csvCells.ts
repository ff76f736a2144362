import { cellValue, type CsvScanner } from './csvScanner';

/** Where every cell of a file stands, in two arrays: an object for each would be most of the work of reading. */
export class CsvCells {
  /** By cell: its start and its end. */
  private bounds = new Int32Array(4096);
  /** By row: its first cell; behind them the number of all cells. */
  private readonly firsts: number[] = [0];
  private readonly escapes: number[] = [];

  constructor(private readonly text: string) {}

  /**
   * Keeps the cells of the row that the scanner stands on.
   * @param escaped see `CsvFacts`
   */
  add({ starts, ends, count }: CsvScanner, escaped: number): void {
    const first = this.firsts.at(-1)!;
    this.escapes.push(escaped);
    this.firsts.push(first + count);
    if ((first + count) * 2 > this.bounds.length) {
      const grown = new Int32Array((first + count) * 4);
      grown.set(this.bounds);
      this.bounds = grown;
    }
    const { bounds } = this;
    for (let index = 0; index < count; index++) {
      bounds[2 * (first + index)] = starts[index]!;
      bounds[2 * (first + index) + 1] = ends[index]!;
    }
  }

  get rowCount(): number {
    return this.firsts.length - 1;
  }

  /** How many cells a row has. */
  count(row: number): number {
    return this.firsts[row + 1]! - this.firsts[row]!;
  }

  /** What was said of it when it was added. */
  escaped(row: number): number {
    return this.escapes[row]!;
  }

  start(row: number, column: number): number {
    return this.bounds[2 * (this.firsts[row]! + column)]!;
  }

  end(row: number, column: number): number {
    return this.bounds[2 * (this.firsts[row]! + column) + 1]!;
  }

  /** What a cell says, without its quotes; undefined when the row is too short to have it. */
  value(row: number, column: number): string | undefined {
    return column < this.count(row) ? cellValue(this.text, this.start(row, column), this.end(row, column)) : undefined;
  }
}
