import { count, numberText } from '../core/count';
import type { Head, RequestView } from '../protocol';
import { element } from './element';
import { durationText, momentText } from './headText';

/** More are only counted: the last ones say what is going on. */
const mostListed = 500;

/**
 * The run as requests: which rows each attempt carried, when it was sent, how long the reply took, and what came of it. Above the list is
 * the same as a line of time.
 */
export class RequestList {
  private readonly line = element('div', { class: 'timeline', 'aria-hidden': 'true' });
  private readonly body = element('tbody');
  private readonly more = element('p', { class: 'more' });
  readonly element = element(
    'section',
    { class: 'requests', 'aria-label': 'Requests', tabindex: '0' },
    this.line,
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...titles.map((title) => element('th', { scope: 'col' }, title)))),
      this.body,
    ),
    this.more,
  );

  /** The run, and how far it was, that was asked about. */
  private asked = '';

  /** @param ask asks the extension for the requests of a run, which `show` is given */
  constructor(private readonly ask: (id: string) => void) {
    this.element.hidden = true;
  }

  /** They are read again when there are more of them, or more is known of them. */
  update(head: Head, isOpen: boolean): void {
    this.element.hidden = head.kind !== 'run' || !isOpen;
    if (head.kind !== 'run' || !isOpen) return;
    const asked = JSON.stringify([head.id, head.requests, head.state]);
    if (asked === this.asked) return;
    this.asked = asked;
    this.ask(head.id);
  }

  forget(): void {
    this.asked = '';
  }

  /** @param now epoch in milliseconds, the end of what is still on its way */
  show(requests: readonly RequestView[], now: number): void {
    const first = Math.max(0, requests.length - mostListed);
    const listed = requests.slice(first);
    this.body.replaceChildren(...listed.map((request, index) => row(request, first + index + 1, now)));
    this.more.hidden = first === 0 && requests.length > 0;
    this.more.textContent =
      requests.length === 0 ? 'No request was sent.' : `${count(first, 'earlier request')} not listed`;
    this.drawLine(listed, now);
  }

  private drawLine(requests: readonly RequestView[], now: number): void {
    const from = requests[0]?.sentAt ?? now;
    const whole = Math.max(
      1,
      requests.reduce((end, { sentAt, endedAt }) => Math.max(end, endedAt ?? sentAt), from) - from,
    );
    this.line.replaceChildren(
      ...requests.map(({ sentAt, endedAt, trouble }) => {
        const part = element('span', { class: trouble ? 'trouble' : 'good' });
        part.style.left = `${(100 * (sentAt - from)) / whole}%`;
        part.style.width = `${(100 * ((endedAt ?? now) - sentAt)) / whole}%`;
        return part;
      }),
    );
  }
}

const titles = ['Request', 'Lines', 'Rows', 'Attempt', 'Sent', 'Time', 'Status', 'Result', 'Request ID'];

function row(request: RequestView, number: number, now: number): HTMLElement {
  const { firstLine, lastLine, rows, attempt, sentAt, endedAt, status, trouble, requestId } = request;
  const texts = [
    numberText(number),
    firstLine === lastLine ? numberText(firstLine) : `${numberText(firstLine)}–${numberText(lastLine)}`,
    numberText(rows),
    numberText(attempt),
    momentText(sentAt, now),
    endedAt === undefined ? 'no reply yet' : durationText(endedAt - sentAt),
    status === undefined ? '' : String(status),
    trouble || (endedAt === undefined ? '' : 'A verdict for each row'),
    requestId ?? '',
  ];
  return element('tr', {}, ...texts.map((text) => element('td', {}, text)));
}
