import { columnIds, columnTitles } from './columns';
import type { ColumnId } from './columns';
import { element } from './element';
import { Icon } from './icon';
import type { Sort } from './viewState';

/** The row of column titles; a click or Enter on a title sorts by it, and again the other way round. */
export class TableHeader {
  readonly cells: readonly HTMLElement[];
  readonly element: HTMLElement;
  private readonly arrows = columnIds.map(() => new Icon());

  constructor(sortBy: (column: ColumnId) => void) {
    this.cells = columnIds.map((column, index) => {
      const title = element('span', { class: 'text' }, columnTitles[column]);
      const cell = element(
        'div',
        { role: 'columnheader', class: `cell ${column}`, 'aria-colindex': String(index + 1), tabindex: '-1' },
        title,
        this.arrows[index]!.element,
      );
      cell.title = `Sort by ${columnTitles[column].replace(/^[A-Z](?![A-Z])/, (letter) => letter.toLowerCase())}`;
      cell.addEventListener('click', () => sortBy(column));
      return cell;
    });
    this.element = element('div', { role: 'row', class: 'row header', 'aria-rowindex': '1' }, ...this.cells);
  }

  show(sort: Sort): void {
    columnIds.forEach((column, index) => {
      const sorted = column === sort.column;
      this.cells[index]!.setAttribute('aria-sort', sorted ? (sort.descending ? 'descending' : 'ascending') : 'none');
      this.arrows[index]!.set(sorted ? (sort.descending ? 'down' : 'up') : 'none');
    });
  }
}
