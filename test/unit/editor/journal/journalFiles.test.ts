import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { closingLine } from '../../../../src/core/journal/closingLine';
import { writeJournal } from '../../../../src/core/journal/writeJournal';
import { interruptedRuns } from '../../../../src/editor/journal/interruptedRuns';
import { JournalFiles } from '../../../../src/editor/journal/journalFiles';
import { RunRowTable } from '../../../../src/core/run/runRowTable';

describe('the records of runs', () => {
  let storage: string;

  beforeEach(async () => {
    storage = await mkdtemp(join(tmpdir(), 'exotel-contacts-runs-'));
  });

  afterEach(() => rm(storage, { recursive: true, force: true }));

  /** As VS Code gives them to one window: the folder of the workspace, then that of the extension. */
  function window(workspace: string, ...more: [nameNow?: undefined, isNeeded?: (runId: string) => Promise<boolean>]) {
    const uri = (path: string) => ({ fsPath: path }) as never;
    const folders = {
      storageUri: uri(join(storage, workspace, 'publisher.extension')),
      globalStorageUri: uri(join(storage, 'global')),
    };
    return new JournalFiles(folders, ...more);
  }

  /** Writes the head of a run's record, and its end where it comes to one. */
  async function write(journals: JournalFiles, runId: string, ends = true): Promise<{ close(): Promise<void> }> {
    const description = {
      runId,
      operation: { kind: 'update' },
      target: { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'demo' },
      file: { uri: 'file:///contacts.csv', name: 'contacts.csv', sha256: '' },
      startedAt: 1,
      rows: RunRowTable.of([{ line: 2, sid: 'a', fingerprint: '1' }]),
    } as const;
    const file = await journals.create(runId);
    const journal = await writeJournal(
      file.append,
      description,
      1,
      () => ({ sid: 'a', tag: 'x' }),
      [],
      () => 2,
    );
    const totals = { updated: 1, rejected: 0, invalid: 0, notSent: 0, unknown: 0, total: 1 };
    if (ends) await journal.ended('finished', totals);
    return file;
  }

  it('are listed from the newest to the oldest, summarized at a glance, and read completely', async () => {
    const journals = window('abc');
    for (const runId of ['1-old', '3-new', '2-middle']) await (await write(journals, runId)).close();
    assert.deepEqual(await journals.list(), ['3-new', '2-middle', '1-old']);
    const glance = await journals.glance('2-middle');
    assert.deepEqual([glance?.file.name, glance?.state, glance?.totals?.updated], ['contacts.csv', 'finished', 1]);
    assert.equal((await journals.read('2-middle'))?.description.runId, '2-middle');
    assert.equal(await journals.read('none'), undefined);
    assert.equal(await journals.glance('none'), undefined);
  });

  it('cannot be read by other users', async function () {
    if (process.platform === 'win32') this.skip();
    await (await write(window('abc'), '1')).close();
    const { mode } = await stat(join(storage, 'abc', 'publisher.extension', 'runs', '1.jsonl'));
    assert.equal(mode & 0o077, 0);
  });

  it('are locked while their run is on, and not after', async () => {
    const journals = window('abc');
    const file = await write(journals, '1', false);
    assert.equal(await journals.isLocked('1'), true);
    assert.equal(await journals.lock('1'), undefined);
    await file.close();
    assert.equal(await journals.isLocked('1'), false);
  });

  it('are put to rest by a line at their end', async () => {
    const journals = window('abc');
    await (await write(journals, '1', false)).close();
    assert.equal((await journals.glance('1'))?.state, 'interrupted');
    await journals.append('1', closingLine('discarded', 3));
    assert.equal((await journals.glance('1'))?.state, 'closed');
  });

  it('are pruned to the newest, and never while they are in use', async () => {
    const journals = window('abc');
    const on = await write(journals, '1', false);
    for (const runId of ['2', '3', '4']) await (await write(journals, runId)).close();
    await journals.prune(2);
    assert.deepEqual(await journals.list(), ['4', '3', '1']);
    await on.close();
    await journals.prune(0);
    assert.deepEqual(await journals.list(), ['1'], 'an interrupted run is kept until it was resumed or discarded');
    await journals.append('1', closingLine('discarded', 3));
    await journals.prune(0);
    assert.deepEqual(await journals.list(), []);
    assert.deepEqual(await readdir(join(storage, 'abc', 'publisher.extension', 'runs')), []);
  });

  it('are kept as long as they are needed for an undo', async () => {
    const needed = new Set(['1']);
    const journals = window('abc', undefined, (runId) => Promise.resolve(needed.has(runId)));
    for (const runId of ['1', '2', '3']) await (await write(journals, runId)).close();
    await journals.prune(0);
    assert.deepEqual(await journals.list(), ['1']);
    needed.clear();
    await journals.prune(0);
    assert.deepEqual(await journals.list(), []);
  });

  it('with a head that cannot be read whole are not offered for resume, and are pruned', async () => {
    const journals = window('abc');
    await (await write(journals, '1', false)).close();
    await (await write(journals, '2', false)).close();
    const path = join(storage, 'abc', 'publisher.extension', 'runs', '2.jsonl');
    const [run] = (await readFile(path, 'utf8')).split('\n');
    await writeFile(path, `${run}\n{"type":"ro`);
    assert.equal(await journals.read('2'), undefined);
    assert.deepEqual(
      (await interruptedRuns(journals)).map(({ runId }) => runId),
      ['1'],
    );
    await journals.prune(0);
    assert.deepEqual(await journals.list(), ['1']);
  });

  it('that another window took over are written no further by this one', async () => {
    const journals = window('abc');
    const file = await journals.create('1');
    await file.append('{}\n');
    const path = join(storage, 'abc', 'publisher.extension', 'runs', '1.jsonl');
    await writeFile(`${path}.lock`, `${process.pid} another`);
    await assert.rejects(file.append('{}\n'), { code: 'taken-over' });
    await file.close();
    assert.equal(await readFile(path, 'utf8'), '{}\n');
    assert.equal(await readFile(`${path}.lock`, 'utf8'), `${process.pid} another`);
  });

  it('of a second window on the same workspace are found by the first, and those of other workspaces are not', async () => {
    await (await write(window('abc'), '1')).close();
    await (await write(window('abc-1'), '2', false)).close();
    await (await write(window('abcd'), '3')).close();
    for (const journals of [window('abc'), window('abc-1')]) {
      assert.deepEqual(await journals.list(), ['2', '1']);
      assert.equal((await journals.glance('2'))?.state, 'interrupted');
      assert.equal((await journals.read('1'))?.description.runId, '1');
    }
    assert.deepEqual(await window('abcd').list(), ['3']);
  });

  it('are waited for where a window is about to end one, and then can be resumed', async () => {
    const [leaving, next] = [window('abc'), window('abc')];
    assert.equal(await next.othersOver(), false, 'without a run there is nothing to wait for');
    const run = await write(leaving, '1', false);
    let isOver = false;
    const waiting = next.othersOver().finally(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 600));
    assert.equal(isOver, false);
    assert.deepEqual(await interruptedRuns(next), []);
    await run.close();
    assert.equal(await waiting, true);
    assert.deepEqual(
      (await interruptedRuns(next)).map(({ runId }) => runId),
      ['1'],
    );
  });
});
