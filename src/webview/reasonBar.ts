import { count, numberText } from '../core/count';
import { element, setAttribute, setText } from './element';
import { Icon } from './icon';
import { reasonText, type Reason } from './reasons';

export interface ReasonEvents {
  /** The keys of the reasons to show; none means all. */
  choose(keys: readonly string[]): void;
  open(isOpen: boolean): void;
}

/** More are only counted: a list that long is not read. */
const mostShown = 100;

/**
 * Why rows failed, with their number: "412 × 1000 Contact not found". Each is a button that filters by it. One line of them, or all; one
 * tab stop, and arrow keys from there.
 */
export class ReasonBar {
  private readonly title = element('span', { class: 'text' });
  private readonly toggle = element(
    'button',
    { type: 'button', class: 'toggle', 'aria-expanded': 'false' },
    new Icon('right').element,
    this.title,
  );
  private readonly list = element('div', { class: 'list', role: 'toolbar', 'aria-label': 'Filter by reason' });
  readonly element = element('div', { class: 'reasons' }, this.toggle, this.list);
  private chosen: readonly string[] = [];
  private shown = '';
  private stop = 0;

  constructor(private readonly events: ReasonEvents) {
    this.toggle.addEventListener('click', () => events.open(this.toggle.getAttribute('aria-expanded') !== 'true'));
    this.list.addEventListener('keydown', (event) => this.keyPressed(event));
    this.list.addEventListener('focusin', ({ target }) => this.moveStop(this.buttons.indexOf(target as HTMLElement)));
  }

  show(reasons: readonly Reason[], chosen: readonly string[], isOpen: boolean): void {
    // A choice that a retry left without rows can still be taken back.
    const isChosen = new Set(chosen);
    const gone = chosen.filter((key) => !reasons.some((reason) => reason.key === key)).map(emptyReason);
    const all = [...gone, ...reasons];
    this.chosen = chosen;
    this.element.hidden = all.length === 0;
    setText(this.title, count(all.length, 'reason'));
    setAttribute(this.toggle, 'aria-expanded', String(isOpen));
    setAttribute(this.toggle, 'title', isOpen ? 'Show one line' : 'Show all reasons why rows failed');
    this.element.classList.toggle('open', isOpen);
    const listed = all.slice(0, mostShown);
    const state = listed.map(({ key, rows }) => `${rows} ${isChosen.has(key)} ${key}`).join('\n\n');
    if (state === this.shown) return;
    this.shown = state;
    const hadFocus = this.list.contains(document.activeElement);
    this.list.replaceChildren(...listed.map((reason) => this.button(reason, isChosen.has(reason.key))));
    const more = all.length - listed.length;
    if (more > 0) this.list.append(element('span', { class: 'more' }, `and ${count(more, 'more reason')}`));
    this.moveStop(Math.min(this.stop, listed.length - 1));
    if (hadFocus) this.buttons[this.stop]?.focus({ preventScroll: true });
  }

  private get buttons(): HTMLElement[] {
    return [...this.list.querySelectorAll<HTMLElement>('button')];
  }

  private button(reason: Reason, isPressed: boolean): HTMLElement {
    const text = reasonText(reason) || 'no reason given';
    const made = element(
      'button',
      { type: 'button', class: 'reason', tabindex: '-1', title: text, 'aria-pressed': String(isPressed) },
      new Icon(reason.state === 'pending' ? 'none' : reason.state).element,
      element('span', { class: 'number' }, numberText(reason.rows)),
      ' × ',
      element('span', { class: 'text', dir: 'auto' }, text),
    );
    const { key } = reason;
    made.addEventListener('click', () =>
      this.events.choose(isPressed ? this.chosen.filter((other) => other !== key) : [...this.chosen, key]),
    );
    return made;
  }

  private moveStop(index: number): void {
    this.stop = Math.max(0, index);
    this.buttons.forEach((button, at) => setAttribute(button, 'tabindex', at === this.stop ? '0' : '-1'));
  }

  private keyPressed(event: KeyboardEvent): void {
    const { buttons, stop } = this;
    const to: Readonly<Record<string, number>> = {
      ArrowRight: stop + 1,
      ArrowDown: stop + 1,
      ArrowLeft: stop - 1,
      ArrowUp: stop - 1,
      Home: 0,
      End: buttons.length - 1,
    };
    const next = to[event.key];
    if (next === undefined) return;
    event.preventDefault();
    buttons[Math.max(0, Math.min(next, buttons.length - 1))]?.focus();
  }
}

function emptyReason(key: string): Reason {
  const [, code = '', message = ''] = key.split('\n');
  return { key, state: 'pending', code, message, rows: 0 };
}
