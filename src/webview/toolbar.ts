import type { Head } from '../protocol';
import { element, setAttribute } from './element';
import { Icon, type IconName } from './icon';

export interface ToolbarEvents {
  follow(): void;
  /** Lists the run's requests, or not any more. */
  listRequests(): void;
  /** Opens the menu at the button. */
  chooseColumns(from: HTMLElement): void;
  openActions(from: HTMLElement): void;
}

/** The buttons beside the search box. */
export class Toolbar {
  private readonly follow = tool('follow', 'Follow: the editor goes along with the selection');
  private readonly requests = tool('clock', 'Requests: when each was sent and what came of it');
  private readonly columns = tool('columns', 'Choose Columns');
  private readonly actions = tool('more', 'Actions for Rows');
  readonly element = element('div', { class: 'tools' }, this.requests, this.follow, this.columns, this.actions);

  constructor(events: ToolbarEvents) {
    this.follow.addEventListener('click', () => events.follow());
    this.requests.addEventListener('click', () => events.listRequests());
    for (const [button, open] of [
      [this.columns, () => events.chooseColumns(this.columns)],
      [this.actions, () => events.openActions(this.actions)],
    ] as const) {
      setAttribute(button, 'aria-haspopup', 'menu');
      setAttribute(button, 'aria-expanded', 'false');
      button.addEventListener('click', open);
    }
  }

  show(follows: boolean, requestsOpen: boolean, kind: Head['kind']): void {
    setAttribute(this.follow, 'aria-pressed', String(follows));
    setAttribute(this.requests, 'aria-expanded', String(requestsOpen));
    this.requests.hidden = kind !== 'run';
  }
}

function tool(icon: IconName, title: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'tool', title, 'aria-label': title }, new Icon(icon).element);
}
