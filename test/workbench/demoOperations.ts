// Pictures of contacts that are created, added to a list and deleted.
import { sidOf } from '../sidOf';
import { csvOf, enterCredentials, openWithGateway } from './gateway';
import { takePicture } from './takePicture';
import type { Theme } from './window';

export async function showOperations(theme: Theme): Promise<void> {
  const rows = Array.from({ length: 9 }, (_, n) => `+91984500000${n},Asha ${n},Pune`);
  const at = await openWithGateway({
    'contacts.csv': csvOf(12),
    'new.csv': ['number,first_name,custom_field.city', ...rows, ''].join('\n'),
  });
  try {
    const { window, gateway } = at;
    gateway.contacts.load(Array.from({ length: 12 }, (_, n) => ({ sid: sidOf(n + 1), first_name: `name ${n + 1}` })));
    gateway.contacts.load([{ sid: sidOf(40), number: '+919845000004' }]);
    for (const name of ['Customers in Pune', 'VIP', 'Renewals in March']) gateway.lists.add([], name);
    await window.theme(theme);
    await window.open('new.csv');
    await window.palette('Exotel Contacts: Create Contacts from This File');
    await enterCredentials(window, gateway);
    await window.dialog.waitFor();
    await takePicture(window, `create, the question, ${theme}`);
    await window.pressInDialog('Create 9 Contacts');
    await window.notification('8 of 9 rows created, 1 already there').waitFor();
    await takePicture(window, `create, the results and the SIDs, ${theme}`);
    await window.palette('Notifications: Clear All Notifications');

    await window.open('contacts.csv');
    await window.palette('Exotel Contacts: Add Contacts in This File to a List…');
    await window.quickPicks.filter({ hasText: 'VIP' }).waitFor();
    await takePicture(window, `list, the choice, ${theme}`);
    await window.pick('VIP');
    await window.dialog.waitFor();
    await takePicture(window, `list, the question, ${theme}`);
    await window.pressInDialog('Add 12 Contacts');
    await window.notification('added to “VIP”').waitFor();
    await takePicture(window, `list, the results, ${theme}`);
    await window.palette('Notifications: Clear All Notifications');

    await window.editorTab('contacts.csv').first().click();
    await window.palette('Exotel Contacts: Delete Contacts in This File…');
    await window.dialog.waitFor();
    await takePicture(window, `delete, the question, ${theme}`);
    await window.pressInDialog('Save Copy First');
    await window.quickInputMessage.filter({ hasText: 'Type 12 to delete' }).waitFor();
    await takePicture(window, `delete, the number to type, ${theme}`);
    await window.answer('Type 12 to delete', '12');
    await window.notification('All 12 contacts in contacts.csv deleted').waitFor();
    await takePicture(window, `delete, the results, ${theme}`);
  } finally {
    await at.close();
  }
}
