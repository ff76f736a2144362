import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Uri } from 'vscode';
import { SnapshotFiles } from '../../../../src/editor/undo/snapshotFiles';

const contacts = [{ sid: 'a'.repeat(32), before: { first_name: '"Asha"' }, sent: { first_name: '"Usha"' } }];
const hourMs = 60 * 60 * 1000;

describe('snapshots', () => {
  let folder: string;
  let snapshots: SnapshotFiles;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exotel-contacts-snapshots-'));
    snapshots = new SnapshotFiles({ globalStorageUri: { fsPath: folder } as Uri });
  });

  afterEach(() => rm(folder, { recursive: true }));

  it('are read as they were written', async () => {
    await snapshots.write('run', contacts, 17);
    const found = await snapshots.read('run');
    assert.deepEqual(found?.head, { runId: 'run', takenAt: 17, contacts: 1 });
    assert.deepEqual([...found.contacts.values()], contacts);
    assert.equal(await snapshots.has('run'), true);
    assert.equal(await snapshots.read('another'), undefined);
    assert.equal(await snapshots.has('another'), false);
  });

  it('can be read by this user only', async function () {
    if (process.platform === 'win32') return this.skip();
    await snapshots.write('run', contacts, 17);
    assert.equal((await stat(join(folder, 'snapshots'))).mode & 0o777, 0o700);
    assert.equal((await stat(join(folder, 'snapshots', 'run.jsonl'))).mode & 0o777, 0o600);
  });

  it('are gone after their time, with what a crash left', async () => {
    const now = Date.now();
    for (const [name, hours] of [
      ['old', 49],
      ['young', 47],
    ] as const) {
      await snapshots.write(name, contacts, 17);
      const at = new Date(now - hours * hourMs);
      await utimes(join(folder, 'snapshots', `${name}.jsonl`), at, at);
    }
    const unfinished = join(folder, 'snapshots', 'crashed.jsonl.unfinished');
    await writeFile(unfinished, 'half');
    await utimes(unfinished, new Date(0), new Date(0));
    const lock = join(folder, 'snapshots', 'crashed.active');
    await writeFile(lock, '0');
    await utimes(lock, new Date(0), new Date(0));
    await snapshots.prune(2, now);
    assert.deepEqual(await readdir(join(folder, 'snapshots')), ['young.jsonl']);
  });

  it('of an active run are removed by no window, however old they are', async () => {
    const another = new SnapshotFiles({ globalStorageUri: { fsPath: folder } as Uri });
    const release = await snapshots.hold('active');
    await snapshots.write('active', contacts, 17);
    await snapshots.write('over', contacts, 17);
    assert.equal(await another.prune(0, Date.now() + hourMs), 1);
    assert.equal(await another.removeAll(), 0);
    assert.equal(await another.has('active'), true);
    assert.equal(await another.count(), 1, 'the lock is no snapshot');
    await release();
    assert.equal(await another.removeAll(), 1);
    assert.deepEqual(await readdir(folder), []);
  });

  it('are removed by two windows at once without an error', async () => {
    const another = new SnapshotFiles({ globalStorageUri: { fsPath: folder } as Uri });
    for (let n = 0; n < 200; n++) await snapshots.write(`run${n}`, contacts, 17);
    const later = Date.now() + hourMs;
    await Promise.all([snapshots.prune(0, later), another.prune(0, later), another.removeAll()]);
    assert.equal(await snapshots.count(), 0);
  });

  it('are gone after they were removed, and can be taken again', async () => {
    await snapshots.prune(1, Date.now());
    await snapshots.removeAll();
    await snapshots.write('run', contacts, 17);
    assert.equal(await snapshots.count(), 1);
    await snapshots.removeAll();
    assert.deepEqual(await readdir(folder), []);
    await snapshots.write('run', contacts, 17);
    assert.equal(await snapshots.has('run'), true);
  });
});
