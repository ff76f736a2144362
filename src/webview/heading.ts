import { count, numberText } from '../core/count';
import type { PageAbilities, RunHead } from '../protocol';
import { element, setAttribute, setText } from './element';
import { isOn, momentText, stateText } from './headText';
import { Icon } from './icon';

export interface HeadingEvents {
  stop(): void;
  retryFailed(): void;
}

/** All that stands above the filters: the file, where it went, how far the run is, and what must be told about it. */
export class Heading {
  private readonly bar = element('div', {
    class: 'bar',
    role: 'progressbar',
    'aria-label': 'Requests',
    'aria-valuemin': '0',
  });
  private readonly fill = element('div', { class: 'fill' });
  private readonly file = element('h1');
  private readonly target = element('span');
  private readonly started = element('span');
  private readonly state = element('span', { class: 'state' });
  private readonly requests = element('span');
  private readonly waiting = element('p', { class: 'waiting' });
  private readonly waitingText = element('span');
  private readonly notes = element('ul', { class: 'notes', 'aria-label': 'Notes' });
  private readonly stop = element('button', { type: 'button', class: 'button secondary' });
  private readonly retry = element('button', { type: 'button', class: 'button' });
  readonly element = element(
    'header',
    { class: 'heading' },
    this.bar,
    element('div', { class: 'title' }, this.file, element('div', { class: 'buttons' }, this.stop, this.retry)),
    element('p', { class: 'facts' }, this.target, this.started, this.state, this.requests),
    this.waiting,
    this.notes,
  );
  private noted = '';

  constructor(events: HeadingEvents) {
    this.bar.append(this.fill);
    this.waiting.append(new Icon('clock').element, this.waitingText);
    this.retry.title = 'Retry rows that did not go through: rejected, not sent and unknown';
    this.stop.addEventListener('click', () => events.stop());
    this.retry.addEventListener('click', () => events.retryFailed());
  }

  /** `now` in milliseconds since the epoch. */
  show(head: RunHead, can: PageAbilities, now: number): void {
    const on = isOn(head);
    const { done, planned } = head.requests;
    setText(this.file, head.fileName);
    setAttribute(this.file, 'title', head.fileName);
    setText(this.target, `${head.regionLabel} (${head.accountSid})`);
    setText(this.started, `Started ${momentText(head.startedAt, now)}`);
    setText(this.state, stateText(head, now));
    setText(this.requests, on ? `Request ${numberText(done)} of ${numberText(planned)}` : count(done, 'request'));

    this.bar.classList.toggle('off', !on);
    setAttribute(this.bar, 'aria-valuemax', String(Math.max(1, planned)));
    setAttribute(this.bar, 'aria-valuenow', String(done));
    setAttribute(this.bar, 'aria-valuetext', `${numberText(done)} of ${count(planned, 'request')}`);
    this.fill.style.width = `${(100 * done) / Math.max(1, planned)}%`;

    this.waiting.hidden = !on || !head.waiting;
    if (head.waiting)
      setText(this.waitingText, `Waiting until ${momentText(head.waiting.until, now)}: ${head.waiting.why}`);
    this.showNotes(head.notes);

    const { rejected, notSent, unknown } = head.totals;
    const failed = rejected + notSent + unknown;
    this.stop.hidden = !on;
    this.stop.disabled = head.state === 'stopping';
    setText(this.stop, head.state === 'stopping' ? 'Stopping…' : 'Stop');
    this.retry.hidden = on || !can.retry || failed === 0;
    setText(this.retry, `Retry ${count(failed, 'Row')}`);
  }

  private showNotes(notes: readonly string[]): void {
    const joined = notes.join('\n');
    this.notes.hidden = notes.length === 0;
    if (joined === this.noted) return;
    this.noted = joined;
    this.notes.replaceChildren(
      ...notes.map((note) => element('li', {}, new Icon('warning').element, element('span', {}, note))),
    );
  }
}
