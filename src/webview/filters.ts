import { numberText } from '../core/count';
import type { Head } from '../protocol';
import { element, setAttribute, setText } from './element';
import { Icon } from './icon';
import { rowStateMeanings, rowStateNoun, rowStates, totalOf } from './rowState';
import type { RowState } from './rowState';

export interface FilterEvents {
  /** The verdicts to show; none means all. */
  choose(states: readonly RowState[]): void;
  search(text: string): void;
}

/** The counts, which add up to the number of rows and filter by verdict, and the search box. */
export class Filters {
  readonly search = element('input', {
    type: 'search',
    placeholder: 'Filter rows',
    title: 'Filter by line, SID, code or message',
    'aria-label': 'Filter by line, SID, code or message',
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
    element('div', { class: 'find' }, new Icon('search').element, this.search, this.shown),
  );
  private chosen: readonly RowState[] = [];

  constructor(private readonly events: FilterEvents) {
    this.all.button.addEventListener('click', () => events.choose([]));
    for (const { state, count } of this.counts) count.button.addEventListener('click', () => this.toggle(state));
    this.search.addEventListener('input', () => events.search(this.search.value));
    this.search.addEventListener('keydown', (event) => {
      if (event.key !== 'Escape' || !this.search.value) return;
      event.stopPropagation();
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
      kind === 'run' ? 'rows' : totals.total === 1 ? 'problem' : 'problems',
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

  private readonly noun = document.createTextNode('');

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
    this.button.classList.toggle('zero', count === 0);
  }
}
