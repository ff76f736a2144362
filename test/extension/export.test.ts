import assert from 'node:assert/strict';
import { readdir, writeFile as writeToDisk } from 'node:fs/promises';
import * as path from 'node:path';
import { after, before, beforeEach, describe, it } from 'mocha';
import { commands, Range, Uri, workspace, WorkspaceEdit } from 'vscode';
import { hashText } from '../../src/core/run/describeRows';
import { RunRecord } from '../../src/core/run/runRecord';
import { RunRowTable } from '../../src/core/run/runRowTable';
import { finish } from '../../src/core/steps';
import type { Verdict } from '../../src/core/outcome';
import { readExportRequest } from '../../src/editor/export/exportRequest';
import { writeParts } from '../../src/editor/export/writeParts';
import { ContactsOfRuns } from '../../src/editor/run/contactsOfRuns';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { MemoryFiles } from './memoryFiles';
import {
  counts,
  freshSandbox,
  openFile,
  set,
  storeCredentials,
  testApi,
  update,
  writeFile,
  type TestApi,
} from './contactsFiles';

interface Request {
  runId?: string;
  kind?: 'resendable' | 'report';
  format?: 'source' | 'csv' | 'json' | 'markdown' | 'html';
  verdicts?: Verdict[];
  rows?: number[];
  values?: boolean;
  to?: Uri;
}

const failed: Verdict[] = ['rejected', 'invalid', 'notSent', 'unknown'];
const added = (delimiter = ',') => ['exotel_verdict', 'exotel_code', 'exotel_message'].join(delimiter);
const notFound = 'rejected,1000,Contact not found (Not Found)';

describe('exporting results', function () {
  this.timeout(120_000);
  let api: TestApi;
  let sandbox: Sandbox;

  before(async () => {
    api = await testApi();
  });

  beforeEach(async () => {
    sandbox = await freshSandbox(1, 2, 3);
  });

  after(() => commands.executeCommand('workbench.action.closeAllEditors'));

  const exportResults = (request: Request | object) =>
    commands.executeCommand<Uri | undefined>('exotelContacts.exportResults', request);
  const read = async (uri: Uri) => Buffer.from(await workspace.fs.readFile(uri));
  const beside = (uri: Uri, ending: string) => uri.with({ path: uri.path.replace(/\.\w+$/, `.${ending}`) });
  const namesIn = (uri: Uri) => readdir(path.dirname(uri.fsPath));

  async function exportFailed(source: Uri, runId: string): Promise<Buffer> {
    const to = beside(source, `failed${path.extname(source.path)}`);
    const written = await exportResults({ runId, kind: 'resendable', format: 'source', verdicts: failed, to });
    assert.equal(written?.toString(), to.toString());
    assert.ok(!(await namesIn(to)).some((name) => name.endsWith('.tmp')));
    return read(to);
  }

  it('writes the rows that failed as the source writes them: mark, line ends, delimiter, quotes', async () => {
    const text = `\ufeffsep=;\r\nsid;first_name;note\r\n${sidOf(1)};"one";\r\n\r\n${sidOf(8)}; "e""ight" ;x\r\n;nobody;`;
    const source = await writeFile('csv', text);
    const { runId } = (await update(source))!;
    const bytes = await exportFailed(source, runId);
    assert.equal(
      bytes.toString(),
      `\ufeffsep=;\r\nsid;first_name;note;${added(';')}\r\n${sidOf(8)}; "e""ight" ;x;${notFound.replaceAll(',', ';')}\r\n` +
        `;nobody;;invalid;missing-sid;${bytes.toString().split(';').at(-1)}`,
    );
  });

  it('writes UTF-16 as UTF-16, of a file that is open and of one that is not', async () => {
    const text = (head: string, tail: string) => `sid\tfirst_name${head}\n${sidOf(9)}\tआशा${tail}\n`;
    const bytes = (written: string) => Buffer.from(`\ufeff${written}`, 'utf16le');
    const expected = bytes(text(`\t${added('\t')}`, `\t${notFound.replaceAll(',', '\t')}`));
    const closed = await writeFile('tsv', bytes(text('', '')));
    assert.deepEqual(await exportFailed(closed, (await update(closed))!.runId), expected);
    const { uri, encoding } = await openFile('tsv', bytes(text('', '')));
    assert.equal(encoding, 'utf16le');
    assert.deepEqual(await exportFailed(uri, (await update(uri))!.runId), expected);
  });

  it('writes a file in the encoding with which its editor was opened', async () => {
    const uri = await writeFile('csv', Buffer.from(`sid,first_name\n${sidOf(9)},Jos\xe9\n`, 'latin1'));
    const document = await workspace.openTextDocument(uri, { encoding: 'windows1252' });
    assert.match(document.getText(), /José/);
    const bytes = await exportFailed(uri, (await update(uri))!.runId);
    assert.equal(bytes.toString('latin1'), `sid,first_name,${added()}\n${sidOf(9)},Jos\xe9,${notFound}\n`);
  });

  it('writes what was sent, also when the file was edited since', async () => {
    const { uri, ...document } = await openFile('csv', `sid,first_name\n${sidOf(1)},one\n${sidOf(9)},nine\n`);
    void document;
    const { runId } = (await update(uri))!;
    const edit = new WorkspaceEdit();
    edit.replace(uri, new Range(1, 0, 3, 0), 'changed\n');
    await workspace.applyEdit(edit);
    assert.equal(
      (await exportFailed(uri, runId)).toString(),
      `sid,first_name,${added()}\n${sidOf(9)},nine,${notFound}\n`,
    );
  });

  for (const where of ['the same account', 'another account']) {
    it(`that are read again in ${where} never mark rows as done`, async () => {
      const contacts = [1, 2, 9].map((n) => ({ sid: sidOf(n), first_name: `name ${n}` }));
      const source = await writeFile('json', JSON.stringify({ contacts }));
      const first = (await update(source))!;
      assert.deepEqual(counts(first), [2, 1, 0, 0, 0]);
      const to = beside(source, 'results.json');
      const request = { runId: first.runId, kind: 'resendable', rows: [2, 0, 1, 7] } as const;
      assert.ok(await exportResults({ ...request, rows: [...request.rows], to }));
      assert.match((await read(to)).toString(), /"exotel_verdict":"updated"/);

      const other = where === 'the same account' ? sandbox : await startSandbox({ contacts });
      const forget = other === sandbox ? undefined : await storeCredentials(other.origin, other.credentials);
      if (forget) await set({ region: 'custom', customEndpoint: other.origin });
      try {
        other.requests.clear();
        assert.deepEqual(counts(await update(to)), forget ? [3, 0, 0, 0, 0] : [2, 1, 0, 0, 0]);
        assert.deepEqual(
          [...other.requests].flatMap(({ sids }) => [...sids]),
          contacts.map(({ sid }) => sid),
        );
      } finally {
        await forget?.();
        await set({ region: 'sandbox', customEndpoint: undefined });
        if (forget) await other.stop();
      }
    });
  }

  it('writes a report in every format, without the contacts’ values unless they are asked for', async () => {
    const source = await writeFile('csv', `sid,first_name\n${sidOf(1)},Zebedee\n${sidOf(9)},Zacchaeus\n`);
    const { runId } = (await update(source))!;
    for (const format of ['csv', 'json', 'markdown', 'html', 'source'] as const) {
      for (const values of [undefined, true]) {
        const to = beside(source, `report.${format}`);
        assert.ok(await exportResults({ runId, kind: 'report', format, ...(values && { values }), to }));
        const text = (await read(to)).toString();
        for (const word of [sidOf(1), 'Contact not found', 'Sandbox', 'exotelSandbox', path.basename(source.path)]) {
          assert.ok(text.includes(word), `${word} in ${format}`);
        }
        assert.equal(text.includes('Zebedee'), values === true);
      }
    }
  });

  it('writes the rows with some verdicts alone', async () => {
    const source = await writeFile('csv', `sid,first_name\n${sidOf(1)},one\n${sidOf(9)},nine\n,nobody\n`);
    const { runId } = (await update(source))!;
    const to = beside(source, 'report.json');
    assert.ok(await exportResults({ runId, kind: 'report', format: 'json', verdicts: ['invalid', 'updated'], to }));
    const { rows } = JSON.parse((await read(to)).toString()) as { rows: { line: number; verdict: string }[] };
    assert.deepEqual(
      rows.map(({ line, verdict }) => [line, verdict]),
      [
        [2, 'updated'],
        [4, 'invalid'],
      ],
    );
    assert.equal(await exportResults({ runId, kind: 'report', format: 'json', verdicts: ['unknown'], to }), undefined);
  });

  it('writes nothing while the run is on', async () => {
    const source = await writeFile('csv', `sid,first_name\n${sidOf(1)},one\n`);
    const reply = latch();
    sandbox.faults.next({ holdUntil: reply.opened });
    const before = api.shown.id;
    const summary = update(source);
    await eventually(() => assert.notEqual(api.shown.id, before));
    const to = beside(source, 'report.csv');
    assert.equal(await exportResults({ runId: api.shown.id!, kind: 'report', format: 'csv', to }), undefined);
    reply.open();
    assert.deepEqual(counts(await summary), [1, 0, 0, 0, 0]);
    await assert.rejects(async () => workspace.fs.stat(to));
    assert.ok(await exportResults({ runId: api.shown.id!, kind: 'report', format: 'csv', to }));
  });

  it('refuses an argument of another shape, and says which part of it', () => {
    for (const [argument, part] of [
      ['text', 'The argument'],
      [{ kind: 'zip' }, '“kind”'],
      [{ verdicts: [] }, '“verdicts”'],
      [{ verdicts: ['done'] }, '“verdicts.0”'],
      [{ to: '/tmp/x.csv' }, '“to”'],
      [{ rows: [-1] }, '“rows.0”'],
    ] as const) {
      assert.throws(
        () => readExportRequest(argument),
        ({ message }: Error) => message.startsWith(part),
      );
    }
    assert.deepEqual(readExportRequest(null), {});
  });

  it('writes nothing that has the wrong format, or where it cannot be written', async () => {
    const source = await writeFile('csv', `sid,first_name\n${sidOf(9)},nine\n`);
    const { runId } = (await update(source))!;
    const to = beside(source, 'failed.json');
    assert.equal(await exportResults({ runId, kind: 'resendable', format: 'json', verdicts: failed, to }), undefined);
    await assert.rejects(async () => workspace.fs.stat(to));
    const nowhere = Uri.joinPath(source, '..', 'no', 'such', 'folder.csv');
    assert.equal(await exportResults({ runId, kind: 'report', format: 'csv', to: nowhere }), undefined);
  });

  it('writes in one piece to a place that is not a disk of this machine', async () => {
    const files = new MemoryFiles('memexport');
    const registration = files.register();
    try {
      const source = files.write('contacts.csv', `sid,first_name\n${sidOf(9)},nine\n`);
      await eventually(() => assert.ok(workspace.fs.isWritableFileSystem(source.scheme)));
      const { runId } = (await update(source))!;
      const to = source.with({ path: '/contacts.failed.csv' });
      assert.ok(await exportResults({ runId, kind: 'resendable', verdicts: failed, to }));
      assert.equal((await read(to)).toString(), `sid,first_name,${added()}\n${sidOf(9)},nine,${notFound}\n`);
    } finally {
      registration.dispose();
    }
  });

  it('that are cancelled leave the file as it was, and nothing beside it', async () => {
    const to = await writeFile('csv', 'as it was');
    const before = await namesIn(to);
    const stop = new AbortController();
    const parts = function* () {
      for (let n = 0; ; n++) {
        if (n === 10) stop.abort(new Error('stopped'));
        yield 'x'.repeat(100_000);
      }
    };
    const encoding = { name: 'utf8', hasByteOrderMark: false };
    const written = writeParts(to, parts(), encoding, stop.signal, () => undefined);
    await assert.rejects(written, /stopped/);
    assert.equal((await read(to)).toString(), 'as it was');
    assert.deepEqual(await namesIn(to), before);
  });

  it('are made of the file where nothing is in memory, if it is the one that was sent', async () => {
    const text = `sid,first_name\n${sidOf(1)},one\n`;
    const source = await writeFile('csv', text);
    const record = new RunRecord(
      {
        runId: 'test',
        operation: { kind: 'update' },
        target: { region: 'sandbox', origin: sandbox.origin, accountSid: 'test' },
        file: { uri: source.toString(), name: '', sha256: finish(hashText(text)) },
        startedAt: 0,
        rows: RunRowTable.of([{ line: 2, sid: sidOf(1), fingerprint: '' }]),
      },
      1,
    );
    const find = () => new ContactsOfRuns({ rowsOf: () => undefined }).find(record);
    assert.equal((await find())?.checked.file.text.toString(), text);
    await writeToDisk(source.fsPath, text.replaceAll('\n', '\r\n'));
    assert.equal((await find())?.checked.file.rows.length, 1, 'other line ends are the same text');
    await writeToDisk(source.fsPath, text.replace('one', 'two'));
    assert.equal(await find(), undefined);
    await workspace.fs.delete(source);
    assert.equal(await find(), undefined);
  });
});
