import { CancellationError } from 'vscode';
import type { ContactList } from '../../core/run/operation';
import { readLists } from '../../core/remote/readLists';
import { DisposableStore } from '../disposableStore';
import type { ChosenTarget } from '../region/chooseTarget';
import { openReader } from '../remote/openReader';
import { literalItems, window, type PickItem } from '../window';

export interface ListPickOptions {
  readonly title: string;
  readonly placeholder: string;
  /** Offers a new list as well. */
  readonly withNew: boolean;
}

interface ListItem extends PickItem {
  readonly list?: ContactList;
  readonly does?: 'new' | 'more';
}

const newItem: ListItem = { label: 'New List…', icon: 'add', alwaysShow: true, does: 'new' };
const moreItem: ListItem = {
  label: 'Load More Lists',
  icon: 'ellipsis',
  alwaysShow: true,
  does: 'more',
};

/**
 * Lets a person pick a list by its name. The lists are read a page at a time: the first one at once, the others when they are asked for.
 * No request goes on when the user backs out.
 * @returns 'new' for one that is not there yet
 * @throws UserError when Exotel cannot be read; CancellationError when the user backs out
 */
export function chooseList(
  chosen: ChosenTarget,
  options: ListPickOptions & { readonly withNew: false },
): Promise<ContactList>;
export function chooseList(chosen: ChosenTarget, options: ListPickOptions): Promise<ContactList | 'new'>;
export async function chooseList(
  chosen: ChosenTarget,
  { title, placeholder, withNew }: ListPickOptions,
): Promise<ContactList | 'new'> {
  const store = new DisposableStore();
  const stop = new AbortController();
  try {
    return await new Promise<ContactList | 'new'>((resolve, reject) => {
      const pick = store.add(window.createQuickPick<ListItem>());
      const reader = openReader(chosen, stop.signal, (wait) => {
        pick.placeholder = wait ? `Waiting: ${wait.why}` : placeholder;
      });
      const pages = reader.then(readLists);
      const lists: ListItem[] = [];
      pick.title = title;
      pick.placeholder = placeholder;
      pick.ignoreFocusOut = true;
      pick.matchOnDescription = true;
      const show = (hasMore: boolean, from?: number) => {
        pick.items = literalItems([...(withNew ? [newItem] : []), ...lists, ...(hasMore ? [moreItem] : [])]);
        const first = from === undefined ? undefined : lists[from];
        if (first) pick.activeItems = [first];
      };
      const readPage = async () => {
        pick.busy = true;
        const from = lists.length;
        const { value: page } = await (await pages).next();
        for (const list of page?.lists ?? []) lists.push({ label: list.name || list.sid, description: list.sid, list });
        pick.busy = false;
        show(page?.isLast === false, from);
      };
      const readOn = () => void readPage().catch(reject);
      store.add(
        pick.onDidAccept(() => {
          const [picked] = pick.selectedItems;
          if (picked?.does === 'more') readOn();
          else if (picked?.does === 'new') resolve('new');
          else if (picked?.list) resolve(picked.list);
        }),
      );
      store.add(pick.onDidHide(() => reject(new CancellationError())));
      show(false);
      pick.show();
      readOn();
    });
  } finally {
    stop.abort();
    store.dispose();
  }
}
