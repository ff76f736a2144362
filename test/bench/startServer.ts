import { fork } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';

/**
 * The server of the benches in a process of its own. `stop` ends it; so does the end of this process.
 * @param refusesOneOf so many contacts; without, it refuses none
 */
export async function startServer(refusesOneOf = Infinity): Promise<{ origin: string; stop: () => void }> {
  const child = fork(path.join(__dirname, 'server.js'), [`${refusesOneOf}`]);
  const [port] = (await once(child, 'message')) as [number];
  return { origin: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}
