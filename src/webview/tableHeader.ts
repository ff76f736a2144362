import { columnIds, columnTitle } from './columns';
import type { ColumnId } from './columns';
import { element, setText } from './element';
import { Icon } from './icon';
import type { Head } from '../protocol';
import type { Sort } from './viewState';

/** The row of column titles; a click or Enter on a title sorts by it, and again the other way round. */
export class TableHeader {
  readonly cells: readonly HTMLElement[];
  readonly element: HTMLElement;
  private readonly arrows = columnIds.map(() => new Icon());
  private readonly titles = columnIds.map(() => element('span', { class: 'text' }));

  constructor(sortBy: (column: ColumnId) => void) {
    this.cells = columnIds.map((column, index) => {
      const cell = element(
        'div',
        { role: 'columnheader', class: `cell ${column}`, 'aria-colindex': String(index + 1), tabindex: '-1' },
        this.titles[index]!,
        this.arrows[index]!.element,
      );
      cell.addEventListener('click', () => sortBy(column));
      return cell;
    });
    this.element = element('div', { role: 'row', class: 'row header', 'aria-rowindex': '1' }, ...this.cells);
    this.describe('run');
  }

  describe(kind: Head['kind']): void {
    columnIds.forEach((column, index) => {
      const title = columnTitle(column, kind);
      setText(this.titles[index]!, title);
      this.cells[index]!.title = `Sort by ${title.replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())}`;
    });
  }

  show(sort: Sort): void {
    columnIds.forEach((column, index) => {
      const sorted = column === sort.column;
      this.cells[index]!.setAttribute('aria-sort', sorted ? (sort.descending ? 'descending' : 'ascending') : 'none');
      this.arrows[index]!.set(sorted ? (sort.descending ? 'down' : 'up') : 'none');
    });
  }
}
