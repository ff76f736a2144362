import type { Locator } from 'playwright-core';

/** The titles of a notification's buttons, each of which must be shown whole. */
export async function buttonsIn(notification: Locator): Promise<string[]> {
  const buttons = notification.locator('.notification-list-item-buttons-container .monaco-button');
  return buttons.evaluateAll((all) =>
    all.map((button) => {
      const { scrollWidth, clientWidth, textContent } = button as unknown as {
        scrollWidth: number;
        clientWidth: number;
        textContent: string;
      };
      return scrollWidth > clientWidth ? `${textContent} (cut off)` : textContent;
    }),
  );
}
