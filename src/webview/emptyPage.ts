import { element } from './element';

/** What the page says before the first run. Its link is a command of the extension. */
export function emptyPage(): HTMLElement {
  return element(
    'main',
    { class: 'empty' },
    element('h1', {}, 'No results yet'),
    element(
      'p',
      {},
      'Open a JSON or CSV file of contacts and run “Update Contacts from This File”. The verdict for each row appears here.',
    ),
    element('p', {}, 'No file yet? Try a sample.'),
    element(
      'p',
      {},
      element('a', { class: 'button', href: 'command:exotelContacts.openSample' }, 'Open a Sample Contacts File'),
    ),
  );
}
