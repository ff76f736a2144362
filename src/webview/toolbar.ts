import { element, setAttribute } from './element';
import { Icon, type IconName } from './icon';

export interface ToolbarEvents {
  follow(): void;
  /** Opens the menu at the button. */
  chooseColumns(from: HTMLElement): void;
  openActions(from: HTMLElement): void;
}

/** The buttons beside the search box. */
export class Toolbar {
  private readonly follow = tool('follow', 'Follow: the editor goes along with the selection');
  private readonly columns = tool('columns', 'Choose Columns');
  private readonly actions = tool('more', 'Actions for Rows');
  readonly element = element('div', { class: 'tools' }, this.follow, this.columns, this.actions);

  constructor(events: ToolbarEvents) {
    this.follow.addEventListener('click', () => events.follow());
    for (const [button, open] of [
      [this.columns, () => events.chooseColumns(this.columns)],
      [this.actions, () => events.openActions(this.actions)],
    ] as const) {
      setAttribute(button, 'aria-haspopup', 'menu');
      setAttribute(button, 'aria-expanded', 'false');
      button.addEventListener('click', open);
    }
  }

  show(follows: boolean): void {
    setAttribute(this.follow, 'aria-pressed', String(follows));
  }
}

function tool(icon: IconName, title: string): HTMLButtonElement {
  return element('button', { type: 'button', class: 'tool', title, 'aria-label': title }, new Icon(icon).element);
}
