// Pictures of an update with a snapshot and of its undo.
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway } from './gateway';
import { takePicture } from './takePicture';
import type { Theme } from './window';

export async function showUndo(theme: Theme): Promise<void> {
  const at = await openWithGateway({ 'contacts.csv': csvOf(12) });
  try {
    const { window, gateway } = at;
    gateway.contacts.load(
      Array.from({ length: 12 }, (_, n) => ({ sid: sidOf(n + 1), ...(n > 0 && { first_name: `Before ${n + 1}` }) })),
    );
    await window.theme(theme);
    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Update Contacts from This File');
    await enterCredentials(window, gateway);
    await window.dialog.waitFor();
    await takePicture(window, `undo, the question, ${theme}`);
    await window.pressInDialog('Snapshot First');
    await window.dialog.filter({ hasText: 'would not restore everything' }).waitFor();
    await takePicture(window, `undo, what it could not restore, ${theme}`);
    await window.pressInDialog('Update Anyway');
    await window.notification('All 12 contacts in contacts.csv updated').waitFor();
    for (const n of [4, 7]) gateway.contacts.update(gateway.contacts.get(sidOf(n))!, { first_name: `Theirs ${n}` });
    await window.palette('Notifications: Clear All Notifications');
    await window.palette('Exotel Contacts: Undo an Update…');
    await window.pick('contacts.csv');
    await window.quickPicks.filter({ hasText: 'The snapshot' }).waitFor();
    await takePicture(window, `undo, the previous values, ${theme}`);
    await window.pick('The snapshot taken before the update');
    await window.dialog.filter({ hasText: 'to undo the update' }).waitFor();
    await takePicture(window, `undo, the cost, ${theme}`);
    await window.pressInDialog('Read 12 Contacts');
    await window.dialog.filter({ hasText: 'changed after the update' }).waitFor();
    await window.pressInDialog('Choose…');
    await window.quickPicks.first().waitFor();
    await takePicture(window, `undo, conflicts, ${theme}`);
    await window.quickPicks.first().click();
    await window.page.locator('.quick-input-widget:visible').getByRole('button', { name: 'OK' }).click();
    await window.notification('contacts to restore').waitFor();
    await takePicture(window, `undo, the reverse file, ${theme}`);
    await window.pressInNotification('contacts to restore', 'Show Details');
    await window.page.waitForTimeout(1000);
    await takePicture(window, `undo, what is left out, ${theme}`);
  } finally {
    await at.close();
  }
}
