import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { isLocked, lockRun } from '../../../../src/editor/journal/runLock';

describe('the lock of a run', function () {
  this.timeout(30_000);
  let folder: string;
  let path: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exotel-contacts-lock-'));
    path = join(folder, 'run.jsonl.lock');
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** The id of a process that is over. */
  async function deadProcess(): Promise<number> {
    const child = spawn(process.execPath, ['--eval', '']);
    await new Promise((resolve) => child.once('exit', resolve));
    assert.ok(child.pid);
    return child.pid;
  }

  it('is held by one, and free again when that one gives it back', async () => {
    const lock = await lockRun(path);
    assert.ok(lock);
    assert.equal(await isLocked(path), true);
    assert.equal(await lockRun(path), undefined);
    await lock.release();
    assert.equal(await isLocked(path), false);
    assert.deepEqual(await readdir(folder), []);
    const again = await lockRun(path);
    assert.ok(again);
    await again.release();
  });

  it('that is free goes to exactly one of many, also while it is being made', async () => {
    for (let round = 0; round < 20; round++) {
      const held = (await Promise.all(Array.from({ length: 8 }, () => lockRun(path)))).flatMap((lock) => lock ?? []);
      assert.equal(held.length, 1, `round ${round}`);
      assert.equal(await held[0]!.isHeld(), true);
      await held[0]!.release();
    }
    await writeFile(path, '');
    assert.equal(await lockRun(path), undefined, 'somebody has only just made it');
  });

  it('of a process that is gone is taken over by exactly one of many', async () => {
    const dead = await deadProcess();
    for (let round = 0; round < 5; round++) {
      await writeFile(path, `${dead} mark`);
      const taken = (await Promise.all(Array.from({ length: 8 }, () => lockRun(path)))).filter(Boolean);
      assert.equal(taken.length, 1, `round ${round}`);
      await taken[0]!.release();
    }
  });

  it('of a living process that beats is left alone', async () => {
    await writeFile(path, `${process.pid} mark`);
    assert.equal(await lockRun(path), undefined);
  });

  it('that has not been touched for long is taken over, whatever process has that id now', async () => {
    await writeFile(path, `${process.pid} mark`);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path, longAgo, longAgo);
    const lock = await lockRun(path);
    assert.ok(lock);
    await lock.release();
  });

  it('that was taken over while its window slept is lost to that window, and stays the other’s', async () => {
    const sleeper = await lockRun(path);
    assert.ok(sleeper);
    assert.equal(await sleeper.isHeld(), true);
    await rm(path);
    const other = await lockRun(path);
    assert.ok(other);
    assert.equal(await sleeper.isHeld(), false);
    await sleeper.release();
    assert.equal(await other.isHeld(), true);
    await other.release();
    assert.deepEqual(await readdir(folder), []);
  });

  it('that only looks old, because the clock was set, is left to the window that touches it', async () => {
    const working = await lockRun(path);
    assert.ok(working);
    const longAgo = new Date(Date.now() - 120_000);
    await utimes(path, longAgo, longAgo);
    assert.equal(await lockRun(path), undefined);
    assert.equal(await working.isHeld(), true);
    await working.release();
  });

  it('that cannot be read as a lock counts as free', async () => {
    await writeFile(path, 'no process id');
    assert.equal(await isLocked(path), false);
    const lock = await lockRun(path);
    assert.ok(lock);
    await lock.release();
  });
});
