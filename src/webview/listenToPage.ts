import type { Filters } from './filters';
import type { KeyHelp } from './keyHelp';
import type { RowActions } from './rowActions';
import type { Table } from './table';

export interface PageParts {
  readonly table: Table;
  readonly filters: Filters;
  readonly actions: RowActions;
  readonly keyHelp: KeyHelp;
  /** Whether there is anything to act on. */
  readonly isShown: () => boolean;
}

/** Keys and events that are for the page as a whole. */
export function listenToPage({ table, filters, actions, keyHelp, isShown }: PageParts): void {
  let isPressed = false;
  const isInTable = () => table.element.contains(document.activeElement);
  document.addEventListener('keydown', (event) => {
    if (keyHelp.keyPressed(event)) return;
    if (event.key !== 'f' || !(event.ctrlKey || event.metaKey) || !isShown()) return;
    event.preventDefault();
    filters.search.select();
  });
  document.addEventListener('copy', (event) => {
    if (!isInTable()) return;
    actions.carryOut('copy');
    event.preventDefault();
  });
  document.addEventListener('selectstart', (event) => {
    // VS Code's own Select All would mark the texts of the page beside the rows that are selected.
    if (isInTable()) event.preventDefault();
  });
  window.addEventListener('pointerdown', () => (isPressed = true), { capture: true });
  window.addEventListener('pointerup', () => (isPressed = false), { capture: true });
  window.addEventListener('focus', () => {
    // The keyboard came to the panel and to no part of it: then it is for the rows. A click decides by itself where it goes.
    if (isShown() && document.activeElement === document.body && !isPressed) table.focus();
  });
}
