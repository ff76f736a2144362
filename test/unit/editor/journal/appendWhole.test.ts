import assert from 'node:assert/strict';
import { mkdtemp, open, readFile, rm, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { appendWhole, TornFile } from '../../../../src/editor/journal/appendWhole';

/** A real file on a disk that has room for so many bytes: it takes what fits, as the system does, and refuses the rest. */
function onDiskOf(file: FileHandle, room: number, truncates = true): FileHandle {
  const full = () => Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  return {
    async write(bytes: Buffer, offset: number, length: number, position: number) {
      const fits = Math.min(length, room - position);
      if (fits <= 0) throw full();
      return file.write(bytes, offset, fits, position);
    },
    datasync: () => file.datasync(),
    truncate: (length: number) => (truncates ? file.truncate(length) : Promise.reject(full())),
  } as unknown as FileHandle;
}

describe('appendWhole', () => {
  let folder: string;
  let path: string;
  let file: FileHandle;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'exotel-contacts-append-'));
    path = join(folder, 'record');
    file = await open(path, 'wx');
  });

  afterEach(async () => {
    await file.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('puts lines one behind the other', async () => {
    const length = await appendWhole(file, 0, 'one é\n');
    assert.equal(await appendWhole(file, length, 'two\n'), 11);
    assert.equal(await readFile(path, 'utf8'), 'one é\ntwo\n');
  });

  it('cuts off what it wrote of a line when the disk is full, and can go on when there is room', async () => {
    const length = await appendWhole(file, 0, 'one\n');
    await assert.rejects(appendWhole(onDiskOf(file, 7), length, 'a long second line\n'), { code: 'ENOSPC' });
    assert.equal(await readFile(path, 'utf8'), 'one\n');
    await appendWhole(file, length, 'two\n');
    assert.equal(await readFile(path, 'utf8'), 'one\ntwo\n');
  });

  it('says so when it cannot even cut it off', async () => {
    const length = await appendWhole(file, 0, 'one\n');
    await assert.rejects(appendWhole(onDiskOf(file, 7, false), length, 'a long second line\n'), TornFile);
  });

  it('fails as the system does where a device is full', async function () {
    if (process.platform !== 'linux') this.skip();
    const device = await open('/dev/full', 'r+');
    try {
      await assert.rejects(appendWhole(device, 0, 'line\n'));
    } finally {
      await device.close();
    }
  });
});
