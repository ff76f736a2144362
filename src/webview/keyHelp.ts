import { element } from './element';

const control = navigator.platform.startsWith('Mac') ? 'Cmd' : 'Ctrl';

/** Keys with `or` between them, and what they do; by the part of the panel where they do it. */
const parts: readonly (readonly [title: string, keys: readonly (readonly [keys: string, what: string])[]])[] = [
  [
    'Rows',
    [
      ['Up or Down', 'go to another row'],
      ['Left or Right', 'go through the cells of the row'],
      ['Page Up or Page Down', 'scroll by a page'],
      ['Home or End', 'go to the first or last row'],
      ['Enter', 'open the row in the file'],
      ['F4 or Shift+F4', 'go to the next or previous row that failed'],
      ['Shift+Up or Shift+Down', 'select more or fewer rows'],
      [`${control}+Up or ${control}+Down`, 'move without selecting'],
      ['Space', 'select or deselect the row'],
      [`${control}+A`, 'select all rows that are shown'],
      [`${control}+C`, 'copy the selected rows'],
      ['Shift+F10', 'open the menu: copy, retry, export'],
      ['Esc', 'keep only the current row selected'],
    ],
  ],
  [
    'Column titles (Up from the first row)',
    [
      ['Enter', 'sort, and again to reverse the order'],
      ['Shift+Left or Shift+Right', 'change the width'],
      ['Shift+F10', 'choose columns'],
    ],
  ],
  [
    'Filter',
    [
      ['Letters or digits', 'filter by a text in any column, from any row'],
      [`${control}+F`, 'go to the search box'],
      ['Esc', 'clear the search box, then go back to the rows'],
      ['Left or Right', 'go through the reasons; Enter filters by one'],
    ],
  ],
  [
    'Panel',
    [
      ['Tab or Shift+Tab', 'go to the next or previous part of the panel'],
      ['F6 or Shift+F6', 'go to the next or previous part of the window'],
      ['? or Alt+F1', 'show these keyboard shortcuts'],
    ],
  ],
];

/**
 * The help for the panel: its parts, and the keys that work in each. A page cannot offer it to VS Code's own Open Accessibility Help, so it
 * opens with the same key here. Escape closes it, and the keyboard goes back to where it was.
 */
export class KeyHelp {
  readonly element = element('dialog', { class: 'keys', 'aria-labelledby': 'keys-title' });
  private readonly list = element('div', { class: 'list', tabindex: '0', role: 'document' });

  constructor() {
    const close = element('button', { type: 'button', class: 'button' }, 'Close');
    const title = element('h2', { id: 'keys-title' }, 'Keyboard Shortcuts');
    this.element.append(title, this.list, element('div', { class: 'buttons' }, close));
    close.addEventListener('click', () => this.element.close());
    this.element.addEventListener('keydown', (event) => event.stopPropagation());
  }

  open(): void {
    if (this.element.open) return;
    if (!this.list.hasChildNodes()) this.fill();
    this.element.showModal();
    this.list.focus();
  }

  /** @returns whether the key asks for this help */
  keyPressed(event: KeyboardEvent): boolean {
    const isTyping = event.target instanceof HTMLInputElement;
    const isAsked = (event.key === 'F1' && event.altKey) || (event.key === '?' && !isTyping);
    if (!isAsked) return false;
    event.preventDefault();
    // VS Code has a help of its own for this key.
    event.stopPropagation();
    this.open();
    return true;
  }

  private fill(): void {
    this.list.append(
      element(
        'p',
        {},
        'The panel has, in this order: the run, the verdicts with their numbers, the search box, the reasons why rows failed, the rows, and the current row in full.',
      ),
      ...parts.flatMap(([title, keys]) => [
        element('h3', {}, title),
        element('dl', {}, ...keys.flatMap(([names, what]) => [keysOf(names), element('dd', {}, what)])),
      ]),
    );
  }
}

function keysOf(names: string): HTMLElement {
  const keys = names.split(' or ').flatMap((name, index) => [...(index > 0 ? [' or '] : []), element('kbd', {}, name)]);
  return element('dt', {}, ...keys);
}
