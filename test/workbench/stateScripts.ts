// Scripts for the page of a window: they have VS Code write down its state, and look into it.

/** What a window notices when the person turns to another one and comes back. */
export const loseFocus = `(async () => {
  document.hasFocus = () => false;
  dispatchEvent(new Event('blur'));
  await new Promise((resolve) => setTimeout(resolve, 100));
  delete document.hasFocus;
  dispatchEvent(new Event('focus'));
})()`;

/** Looks for a text in the values of every IndexedDB there, whose quotes are escaped once for each value that it is a part of. */
export const searchState = `async (text) => {
  for (const { name } of await indexedDB.databases()) {
    const done = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const db = await done(indexedDB.open(name));
    try {
      for (const store of db.objectStoreNames) {
        const values = await done(db.transaction(store).objectStore(store).getAll());
        if (values.some((value) => String(value).replaceAll('\\\\', '').includes(text))) return true;
      }
    } finally {
      db.close();
    }
  }
  return false;
}`;
