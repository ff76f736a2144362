import { numberText } from '../core/count';
import type { Head } from '../protocol';
import { element, setAttribute, setText } from './element';
import { Icon } from './icon';
import { rowStates, type RowState } from '../core/results/rowState';
import { rowStateMeanings, rowStateNoun, totalOf } from './rowState';

export interface FilterEvents {
  /** The verdicts to show; none means all. */
  choose(states: readonly RowState[]): void;
  search(text: string): void;
  /** From the search box back to the table. */
  leave(): void;
}

/** The counts, which add up to the number of rows and filter by verdict, and the search box. */
export class Filters {
  readonly search = element('input', {
    type: 'search',
    placeholder: 'Filter rows',
    title: 'Show only rows that contain this text in any column',
    'aria-label': 'Filter by text in any column',
    spellcheck: 'false',
    autocomplete: 'off',
  });
  private readonly all = new Count('Show all rows');
  private readonly counts = rowStates.map((state) => ({
    state,
    count: new Count(rowStateMeanings[state], state),
  }));
  private readonly shown = element('span', { class: 'shown' });
  readonly element = element(
    'div',
    { class: 'filters' },
    element(
      'div',
      { class: 'counts', role: 'group', 'aria-label': 'Filter by verdict' },
      this.all.element,
      ...this.counts.map(({ count }) => count.element),
    ),
  );
  private chosen: readonly RowState[] = [];

  /** @param tools are put beside the search box */
  constructor(
    private readonly events: FilterEvents,
    tools: HTMLElement,
  ) {
    const find = element('div', { class: 'find' }, new Icon('search').element, this.search, this.shown);
    this.element.append(element('div', { class: 'right' }, find, tools));
    this.all.button.addEventListener('click', () => events.choose([]));
    for (const { state, count } of this.counts) count.button.addEventListener('click', () => this.toggle(state));
    this.search.addEventListener('input', () => events.search(this.search.value));
    this.search.addEventListener('keydown', (event) => {
      const clears = event.key === 'Escape' && this.search.value !== '';
      if (!clears && event.key !== 'Escape' && event.key !== 'ArrowDown' && event.key !== 'Enter') return;
      event.preventDefault();
      event.stopPropagation();
      if (!clears) return events.leave();
      this.search.value = '';
      events.search('');
    });
  }

  /** `shown`: how many rows pass the filters. */
  show(head: Head, chosen: readonly RowState[], shown: number): void {
    const { kind, totals } = head;
    this.chosen = chosen;
    this.all.show(
      totals.total,
      kind !== 'check' ? 'rows' : totals.total === 1 ? 'problem' : 'problems',
      chosen.length === 0,
    );
    for (const { state, count } of this.counts) {
      const total = totalOf(head, state);
      count.show(total ?? 0, rowStateNoun(state, total ?? 0), chosen.includes(state));
      // Nothing is pending after a run; before its end even a zero says something.
      const isOver = state === 'pending' && total === 0 && !chosen.includes('pending');
      count.element.hidden = total === undefined || isOver;
    }
    const first = this.counts.find(({ count }) => !count.element.hidden);
    for (const { state, count } of this.counts) count.element.classList.toggle('first', state === first?.state);
    setText(this.shown, shown === totals.total ? '' : `${numberText(shown)} of ${numberText(totals.total)}`);
  }

  /** Types a character that was meant for the search box. */
  type(character: string): void {
    this.search.focus();
    this.search.value += character;
    this.events.search(this.search.value);
  }

  private toggle(state: RowState): void {
    const { chosen } = this;
    this.events.choose(chosen.includes(state) ? chosen.filter((other) => other !== state) : [...chosen, state]);
  }
}

/** One number with its word, as a toggle button. */
class Count {
  readonly button: HTMLButtonElement;
  readonly element: HTMLElement;
  private readonly number = element('span', { class: 'number' });

  private readonly noun = element('span', { class: 'noun' });

  constructor(title: string, state?: RowState) {
    this.button = element('button', { type: 'button', class: `count ${state ?? 'all'}`, title });
    if (state) this.button.append(new Icon(state).element);
    this.button.append(this.number, this.noun);
    this.element = element('span', { class: 'term' }, this.button);
  }

  show(count: number, noun: string, pressed: boolean): void {
    setText(this.number, numberText(count));
    setText(this.noun, ` ${noun}`);
    setAttribute(this.button, 'aria-pressed', String(pressed));
    this.element.classList.toggle('zero', count === 0 && !pressed);
  }
}
