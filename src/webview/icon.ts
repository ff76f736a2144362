/** One stroke each, on a field of 16 × 16, so that verdicts differ by shape and not only by colour. */
const circle = 'M8 1.5a6.5 6.5 0 1 0 0 13a6.5 6.5 0 1 0 0-13z';
const done = `${circle}M5.2 8.3l2 2l3.7-4.2`;
const cross = `${circle}M5.7 5.7l4.6 4.6M10.3 5.7l-4.6 4.6`;
const question = `${circle}M6.1 6.5a1.9 1.9 0 1 1 2.9 1.6c-.7.4-1 .8-1 1.5M8 11.3v.5`;
const minus = `${circle}M5 8h6`;
const pencil = 'M3 13l.8-3l6.7-6.7l2.2 2.2l-6.7 6.7zM9 4.8l2.2 2.2';
const strokes = {
  updated: done,
  created: done,
  existing: done,
  deleted: done,
  added: done,
  rejected: cross,
  invalid: `${circle}M3.5 12.5l9-9`,
  notSent: minus,
  unknown: question,
  pending: 'M8 5a3 3 0 1 0 0 6a3 3 0 1 0 0-6z',
  error: cross,
  information: `${circle}M8 7.2v4M8 4.7v.5`,
  warning: 'M8 2l6.5 12h-13zM8 6.5v3.6M8 11.8v.4',
  changed: pencil,
  same: 'M4 6h8M4 10h8',
  missing: question,
  absent: minus,
  unread: minus,
  clock: `${circle}M8 4.5v3.7l2.4 1.6`,
  search: 'M6.5 2a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9zM9.8 9.8l4.2 4.2',
  up: 'M4.5 9.5l3.5-3.5l3.5 3.5',
  down: 'M4.5 6.5l3.5 3.5l3.5-3.5',
  right: 'M6.5 4.5l3.5 3.5l-3.5 3.5',
  check: 'M3.5 8.5l3 3l6-7',
  edited: pencil,
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  more: 'M2.9 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0zM7.4 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0zM11.9 8a.6.6 0 1 0 1.2 0a.6.6 0 1 0-1.2 0z',
  follow: 'M2.5 8h8M7.5 4.8l3.2 3.2l-3.2 3.2M13.5 3v10',
  blank: ' ',
  none: '',
} as const;

export type IconName = keyof typeof strokes;

const svg = 'http://www.w3.org/2000/svg';

/** A picture beside a word; screen readers pass it over. */
export class Icon {
  readonly element = document.createElementNS(svg, 'svg');
  private readonly path = document.createElementNS(svg, 'path');

  constructor(private name: IconName = 'none') {
    this.element.setAttribute('viewBox', '0 0 16 16');
    this.element.setAttribute('aria-hidden', 'true');
    this.element.append(this.path);
    this.draw();
  }

  set(name: IconName): void {
    if (name === this.name) return;
    this.name = name;
    this.draw();
  }

  private draw(): void {
    this.path.setAttribute('d', strokes[this.name]);
    this.element.setAttribute('class', `icon ${this.name}`);
  }
}
