import { openWorkbench } from '../workbench/window';

/**
 * What VS Code itself says of our activation in a fresh window, in its editor of running extensions: the time to load the code and to
 * run it, in milliseconds.
 * @param rounds windows to open, one after the other
 */
export async function activations(rounds: number): Promise<number[]> {
  const found: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const workbench = await openWorkbench();
    try {
      await workbench.palette('Developer: Show Running Extensions');
      const row = workbench.page.locator('.runtime-extensions-editor .extension', { hasText: 'Exotel Contacts' });
      const time = row.locator('.activation-time', { hasText: /\d+ms/ });
      found.push(Number(/(\d+)ms/.exec(await time.first().innerText())![1]));
    } finally {
      await workbench.close();
    }
  }
  return found;
}
