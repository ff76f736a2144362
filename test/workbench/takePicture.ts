import * as path from 'node:path';
import { projectFolder } from '../host/folders';
import type { Workbench } from './window';

export const pictures = path.join(projectFolder, 'demo');

/** Leaves a picture of the window in `demo/`. */
export async function takePicture(window: Workbench, name: string): Promise<void> {
  await window.page.evaluate(waitForTransitions);
  const file = path.join(pictures, `${name.replace(/[^\w.]+/g, '-')}.png`);
  await window.screenshot(file);
  console.log(path.relative(projectFolder, file));
}

/** Run in the page: waits for what fades or slides, and not for what goes on without end, such as a progress bar. */
const waitForTransitions = `Promise.allSettled(
  document.getAnimations()
    .filter((one) => one.effect?.getComputedTiming().endTime !== Infinity)
    .map((one) => one.finished),
).then(() => undefined)`;
