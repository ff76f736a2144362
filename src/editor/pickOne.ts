import { CancellationError, type QuickPickItem, QuickPickItemKind } from 'vscode';
import { DisposableStore } from './disposableStore';
import { literalItems, window, type PickItem } from './window';

export interface PickOptions<T> {
  readonly title: string;
  readonly placeholder: string;
  /** Stays open when the focus goes elsewhere. */
  readonly ignoreFocusOut?: boolean;
  /** The item to start on; the first one unless given. `showQuickPick` cannot do this. */
  readonly startOn?: T | undefined;
}

/**
 * Lets the user pick one item that is not a separator; descriptions are searched, too.
 * @throws CancellationError when the user backs out
 */
export async function pickOne<T extends PickItem>(
  items: readonly (T | QuickPickItem)[],
  { title, placeholder, ignoreFocusOut = false, startOn }: PickOptions<T>,
): Promise<T> {
  const store = new DisposableStore();
  try {
    return await new Promise<T>((resolve, reject) => {
      const quickPick = store.add(window.createQuickPick<T | QuickPickItem>());
      quickPick.title = title;
      quickPick.placeholder = placeholder;
      quickPick.ignoreFocusOut = ignoreFocusOut;
      quickPick.matchOnDescription = true;
      quickPick.items = literalItems(items);
      if (startOn) quickPick.activeItems = [startOn];
      store.add(
        quickPick.onDidAccept(() => {
          const [picked] = quickPick.selectedItems;
          if (picked && picked.kind !== QuickPickItemKind.Separator) resolve(picked as T);
        }),
      );
      store.add(quickPick.onDidHide(() => reject(new CancellationError())));
      quickPick.show();
    });
  } finally {
    store.dispose();
  }
}
