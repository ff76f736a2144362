import { count, numberText } from '../core/count';
import type { CheckHead, Head, PreviewHead, RunHead, Wish } from '../protocol';
import { element, setAttribute, setText } from './element';
import { isOn, momentText, stateText } from './headText';
import { Icon } from './icon';

/** What a button here asks for, and the id of the run it is about. */
type Ask = (
  wish: Extract<Wish['type'], 'stop' | 'show' | 'goOn' | 'checkAgain' | 'previewAgain' | 'showDifferences'>,
  id: string,
) => void;

/** Everything above the filters: the file, where it went, how far the run is, and notes about it. */
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
  private readonly waiting = element('span', { class: 'waiting' });
  private readonly waitingText = element('span', { class: 'text' });
  private readonly notes = element('ul', { class: 'notes', 'aria-label': 'Notes' });
  private readonly stop: HTMLButtonElement;
  private readonly goOn: HTMLButtonElement;
  private readonly checkAgain: HTMLButtonElement;
  private readonly previewAgain: HTMLButtonElement;
  private readonly differences: HTMLButtonElement;
  private readonly otherRun = element('p', { class: 'other' });
  private readonly otherText = element('span', { class: 'text' });
  private readonly earlier = element('p', { class: 'other earlier' });
  private readonly earlierText = element('span', { class: 'text' });
  readonly element: HTMLElement;
  private noted = '';
  private head: Head | undefined;

  constructor(ask: Ask) {
    this.bar.append(this.fill);
    this.waiting.append(new Icon('clock').element, this.waitingText);
    const shown = () => this.head?.id;
    const other = () => this.head?.otherRun?.id;
    this.stop = button('Stop', 'button secondary', () => ask('stop', shown()!));
    this.goOn = button('', 'button', () => ask('goOn', shown()!));
    this.goOn.title = 'Read the file again and send the rows that did not go through';
    this.checkAgain = button('Check Again', 'button secondary', () => ask('checkAgain', shown()!));
    this.previewAgain = button('Preview Again', 'button secondary', () => ask('previewAgain', shown()!));
    this.differences = button('Show Differences', 'button', () => ask('showDifferences', shown()!));
    this.differences.title = 'Compare the contacts before and after the update in an editor';
    this.otherRun.append(
      new Icon('clock').element,
      this.otherText,
      button('Show', 'link', () => ask('show', other()!)),
      button('Stop', 'link', () => ask('stop', other()!)),
    );
    this.earlier.append(
      new Icon('clock').element,
      this.earlierText,
      button('Show Latest Run', 'link', () => this.head?.kind === 'run' && ask('show', this.head.newerRun!.id)),
    );
    this.element = element(
      'header',
      { class: 'heading' },
      this.bar,
      this.otherRun,
      this.earlier,
      element(
        'div',
        { class: 'title' },
        this.file,
        element('p', { class: 'facts' }, this.target, this.started, this.state, this.requests, this.waiting),
        element(
          'div',
          { class: 'buttons' },
          this.stop,
          this.goOn,
          this.checkAgain,
          this.previewAgain,
          this.differences,
        ),
      ),
      this.notes,
    );
  }

  /** `now` in milliseconds since the epoch. */
  show(head: Head, now: number): void {
    this.head = head;
    setText(this.file, head.file);
    setAttribute(this.file, 'title', head.file);
    this.showNotes(head.notes);
    this.otherRun.hidden = !head.otherRun;
    if (head.otherRun) setText(this.otherText, `${head.otherRun.name} is running.`);
    this.checkAgain.hidden = head.kind !== 'check';
    this.previewAgain.hidden = head.kind !== 'preview';
    this.differences.hidden = head.kind !== 'preview' || head.totals.changed === 0;
    this.requests.hidden = head.kind === 'check';
    if (head.kind === 'run') return this.showRun(head, now);
    this.bar.classList.add('off');
    this.waiting.hidden = this.stop.hidden = this.goOn.hidden = this.earlier.hidden = true;
    this.started.hidden = false;
    if (head.kind === 'check') this.showCheck(head, now);
    else this.showPreview(head, now);
  }

  private showCheck({ checkedAt, fileRows }: CheckHead, now: number): void {
    setText(this.target, 'Problems found by the local checks');
    setText(this.started, `Checked ${momentText(checkedAt, now)}`);
    setText(this.state, count(fileRows, 'row'));
  }

  private showPreview({ against, previewedAt, requestsSent }: PreviewHead, now: number): void {
    setText(this.target, `Preview, compared with ${against}`);
    setText(this.started, `Read ${momentText(previewedAt, now)}`);
    setText(this.state, 'Nothing was sent');
    setText(this.requests, count(requestsSent, 'request'));
  }

  private showRun(head: RunHead, now: number): void {
    const on = isOn(head);
    const { sent, done, planned } = head.requests;
    setText(this.target, `${head.regionLabel} (${head.accountSid})`);
    setText(this.started, `Started ${momentText(head.startedAt, now)}`);
    this.started.hidden = on;
    setText(this.state, stateText(head, now));
    setText(
      this.requests,
      on ? `${numberText(done)} of ${count(planned, 'request')}` : `${count(sent, 'request')} sent`,
    );

    this.bar.classList.toggle('off', !on);
    setAttribute(this.bar, 'aria-valuemax', String(Math.max(1, planned)));
    setAttribute(this.bar, 'aria-valuenow', String(done));
    setAttribute(this.bar, 'aria-valuetext', `${numberText(done)} of ${count(planned, 'request')}`);
    this.fill.style.width = `${(100 * done) / Math.max(1, planned)}%`;

    // While the run is on its place is kept, so that nothing below moves each time that it waits.
    this.waiting.hidden = !on;
    this.waiting.classList.toggle('off', !head.waiting);
    const { waiting } = head;
    const waitingText = waiting ? `Waiting until ${momentText(waiting.until, now)}: ${waiting.why}` : '';
    setText(this.waitingText, waitingText);
    setAttribute(this.waiting, 'title', waitingText);
    this.earlier.hidden = !head.newerRun;
    if (head.newerRun) {
      const newer = momentText(head.newerRun.startedAt, now);
      setText(this.earlierText, `This is an earlier run. The latest run of this file started ${newer}.`);
    }
    this.stop.hidden = !on;
    this.stop.disabled = head.state === 'stopping';
    setText(this.stop, head.state === 'stopping' ? 'Stopping…' : 'Stop');
    this.goOn.hidden = on || !head.goOn;
    setText(this.goOn, head.goOn ?? '');
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

function button(text: string, style: string, pressed: () => void): HTMLButtonElement {
  const made = element('button', { type: 'button', class: style }, text);
  made.addEventListener('click', pressed);
  return made;
}
