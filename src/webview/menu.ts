import { element, setAttribute } from './element';
import { Icon } from './icon';

export interface MenuItem {
  readonly title: string;
  /** For an item that is switched on and off; the menu then stays open. */
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  /** Keys that do the same, to be shown: "Ctrl+C". */
  readonly keys?: string;
  readonly choose: () => void;
}

/**
 * A list of actions that opens at an element, as VS Code's menus do: arrow keys, Home, End and first letters move, Enter and Space choose,
 * Escape and Tab close it, and the keyboard goes back to where it was.
 */
export class Menu {
  readonly element = element('div', { class: 'menu', role: 'menu' });
  private opener: HTMLElement | undefined;
  private before: Element | null = null;
  private isFilling = false;
  private items: () => readonly MenuItem[] = () => [];

  /** @param lost takes the keyboard where what had it before is gone */
  constructor(private readonly lost: () => void) {
    this.element.hidden = true;
    this.element.addEventListener('keydown', (event) => this.keyPressed(event));
    this.element.addEventListener('focusout', ({ relatedTarget }) => {
      if (!this.isFilling && !this.element.contains(relatedTarget as Node | null)) this.close(false);
    });
    window.addEventListener('blur', () => this.close(false));
  }

  get isOpen(): boolean {
    return !this.element.hidden;
  }

  /** @param items are made again after each choice that keeps the menu open */
  open(opener: HTMLElement, label: string, items: () => readonly MenuItem[]): void {
    this.before = document.activeElement;
    this.opener = opener;
    this.items = items;
    this.element.setAttribute('aria-label', label);
    this.element.hidden = false;
    this.fill();
    this.place(opener.getBoundingClientRect());
    setAttribute(opener, 'aria-expanded', 'true');
    this.buttons[0]?.focus();
  }

  close(restoresFocus = true): void {
    if (!this.isOpen) return;
    this.element.hidden = true;
    if (this.opener?.hasAttribute('aria-expanded')) this.opener.setAttribute('aria-expanded', 'false');
    if (!restoresFocus) return;
    if (this.before instanceof HTMLElement && this.before.isConnected) this.before.focus();
    else this.lost();
  }

  private get buttons(): HTMLElement[] {
    return [...this.element.querySelectorAll<HTMLElement>('[role^=menuitem]')];
  }

  private fill(): void {
    // The item in focus goes as well, and its loss must not close the menu.
    this.isFilling = true;
    this.element.replaceChildren(...this.items().map((item) => this.button(item)));
    this.isFilling = false;
  }

  private button(item: MenuItem): HTMLElement {
    const { title, isChecked, isDisabled, keys, choose } = item;
    const isSwitch = isChecked !== undefined;
    const made = element(
      'div',
      {
        role: isSwitch ? 'menuitemcheckbox' : 'menuitem',
        tabindex: '-1',
        ...(isSwitch ? { 'aria-checked': String(isChecked) } : {}),
        ...(isDisabled ? { 'aria-disabled': 'true' } : {}),
        ...(keys ? { 'aria-keyshortcuts': keys.replace('Ctrl', 'Control') } : {}),
      },
      new Icon(isChecked ? 'check' : 'blank').element,
      element('span', { class: 'text' }, title),
      ...(keys ? [element('span', { class: 'keys', 'aria-hidden': 'true' }, keys)] : []),
    );
    made.addEventListener('click', () => {
      if (isDisabled) return;
      if (!isSwitch) this.close();
      choose();
      if (!isSwitch) return;
      const index = this.buttons.indexOf(made);
      this.fill();
      this.buttons[index]?.focus();
    });
    made.addEventListener('pointermove', () => made.focus({ preventScroll: true }));
    return made;
  }

  /** Below what it opens from, or above where there is more room; inside of the page. */
  private place({ left, top, bottom }: DOMRect): void {
    const { style } = this.element;
    const above = top - 8;
    const below = innerHeight - bottom - 8;
    const opensBelow = below >= Math.min(this.element.scrollHeight, above);
    style.maxHeight = `${Math.max(66, opensBelow ? below : above)}px`;
    const { width, height } = this.element.getBoundingClientRect();
    style.left = `${Math.max(4, Math.min(left, innerWidth - width - 4))}px`;
    style.top = `${Math.max(4, opensBelow ? bottom + 2 : top - height - 2)}px`;
  }

  private keyPressed(event: KeyboardEvent): void {
    const { buttons } = this;
    const at = buttons.indexOf(document.activeElement as HTMLElement);
    const go = (index: number): void => buttons[(index + buttons.length) % buttons.length]?.focus();
    event.stopPropagation();
    switch (event.key) {
      case 'ArrowDown':
        go(at + 1);
        break;
      case 'ArrowUp':
        go(at - 1);
        break;
      case 'Home':
        go(0);
        break;
      case 'End':
        go(-1);
        break;
      case 'Enter':
      case ' ':
        buttons[at]?.click();
        break;
      case 'Escape':
      case 'Tab':
        this.close();
        break;
      default: {
        const letter = event.key.toLowerCase();
        const startsSo = (button: HTMLElement) => button.textContent?.trim().toLowerCase().startsWith(letter);
        const found = [...buttons.slice(at + 1), ...buttons].find(startsSo);
        if (event.key.length > 1 || event.ctrlKey || event.metaKey) return;
        found?.focus();
      }
    }
    event.preventDefault();
  }
}
