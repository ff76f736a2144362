import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import {
  commands,
  ConfigurationTarget,
  Range,
  type TextDocument,
  type Uri,
  window,
  workspace,
  WorkspaceEdit,
} from 'vscode';
import type { RunSummary } from '../../src/core/run/summary';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { eventually } from '../eventually';
import { latch } from '../latch';
import { sidOf } from '../sidOf';
import { freshSandbox, openFile, set, testApi, writeFile } from './contactsFiles';

const create = (uri: Uri) =>
  commands.executeCommand<RunSummary | undefined>('exotelContacts.createContacts', uri) as Promise<RunSummary>;
const retry = (uri: Uri) => commands.executeCommand<RunSummary | undefined>('exotelContacts.retryFailed', uri);

describe('creating contacts', function () {
  this.timeout(120_000);
  let sandbox: Sandbox;

  beforeEach(async () => {
    sandbox = await freshSandbox();
    sandbox.contacts.load([{ sid: sidOf(7), number: '+919845000007', first_name: 'There' }]);
  });

  afterEach(() => set({ batchSize: undefined }));

  const sidWith = (number: string) => {
    const contact = sandbox.contacts.withNumber(number);
    assert.ok(contact, number);
    return contact.sid;
  };
  const posts = () => [...sandbox.requests].filter(({ method }) => method === 'POST').length;
  const onDisk = async (uri: Uri) => Buffer.from(await workspace.fs.readFile(uri)).toString();

  it('sends the rows with a number and no SID, and writes the new SIDs and those it found into the file', async () => {
    const text = `{ "contacts": [
  {
    "number": "+919845000001",
    "first_name": "Asha"
  },
  { "sid": "", "number": "+919845000007", "first_name": "Ravi" },
  { "sid": "${sidOf(3)}", "number": "+919845000003" },
  { "first_name": "Nobody" },
  {"number":"98450","first_name":"Wrong"}
] }
`;
    const document = await openFile('json', text);
    sandbox.faults.next({ failures: new Map([['98450', { code: 400, error: { message: 'No', description: 'No' } }]]) });
    const summary = await create(document.uri);
    const { created, existing, rejected, notSent, invalid, unknown, total } = summary;
    assert.deepEqual([created, existing, rejected, notSent, invalid, unknown, total], [1, 1, 1, 2, 0, 0, 5]);
    assert.ok(!('updated' in summary));
    const asha = sandbox.contacts.withNumber('+919845000001')!;
    assert.equal(asha.first_name, 'Asha');
    assert.equal(sandbox.contacts.get(sidOf(7))?.first_name, 'There', 'a contact that is there is not changed');
    assert.equal(
      document.getText(),
      text
        .replace('{\n    "number"', `{\n    "sid": "${asha.sid}",\n    "number"`)
        .replace('"sid": "", ', `"sid": "${sidOf(7)}", `),
    );
    await eventually(() => assert.equal(document.isDirty, false, 'what was saved is saved again'));
    assert.equal(await onDisk(document.uri), document.getText());

    await window.showTextDocument(document);
    await commands.executeCommand('undo');
    assert.equal(document.getText(), text, 'one undo takes all SIDs back');
    const before = posts();
    await retry(document.uri);
    assert.equal(posts(), before + 1, 'only the rejected row is sent again');
    assert.ok(document.getText().includes(asha.sid), 'the record has the SIDs, and they are written again');
  });

  it('adds a column for the SIDs to a CSV that has none, also where no editor has the file', async () => {
    const uri = await writeFile(
      'csv',
      'number;first_name\r\n+919845000001;Asha\r\n+919845000001;Twin\r\n+919845000002\r\n+919845000007;Ravi;;\r\n',
    );
    const { created, existing, notSent, total } = await create(uri);
    assert.deepEqual([created, existing, notSent, total], [2, 1, 1, 4]);
    const [asha, second] = ['+919845000001', '+919845000002'].map(sidWith);
    assert.equal(
      await onDisk(uri),
      `sid;number;first_name\r\n${asha};+919845000001;Asha\r\n;+919845000001;Twin\r\n${second};+919845000002\r\n${sidOf(7)};+919845000007;Ravi;;\r\n`,
    );
  });

  it('fills the cells of the column that is there', async () => {
    const uri = await writeFile('csv', `first_name,number,sid\nAsha,+919845000001,\n"R, K",+919845000002\n`);
    await create(uri);
    const [asha, second] = ['+919845000001', '+919845000002'].map(sidWith);
    assert.equal(
      await onDisk(uri),
      `first_name,number,sid\nAsha,+919845000001,${asha}\n"R, K",+919845000002,${second}\n`,
    );
  });

  /** Edits the file while its request is on its way. */
  async function createWhile(document: TextDocument, edit: (edit: WorkspaceEdit) => void): Promise<RunSummary> {
    const reply = latch();
    sandbox.faults.next({ holdUntil: reply.opened });
    const before = sandbox.requests.length;
    const running = create(document.uri);
    await eventually(() => assert.ok(sandbox.requests.length > before));
    const edits = new WorkspaceEdit();
    edit(edits);
    await workspace.applyEdit(edits);
    reply.open();
    return running;
  }

  it('puts each SID on its own row, wherever the rows are by then', async () => {
    const document = await openFile('csv', 'number,first_name\n+919845000001,a\n+919845000002,b\n+919845000003,c\n');
    const { uri } = document;
    await createWhile(document, (edit) => {
      edit.insert(uri, document.lineAt(1).range.start, '+919845000009,above\n');
      edit.replace(uri, new Range(2, 14, 2, 15), 'edited');
      edit.delete(uri, document.lineAt(3).rangeIncludingLineBreak);
    });
    const [first, second] = ['+919845000001', '+919845000002'].map(sidWith);
    assert.equal(
      document.getText(),
      `sid,number,first_name\n,+919845000009,above\n${first},+919845000001,a\n${second},+919845000002,edited\n`,
    );
    assert.equal(document.isDirty, true, 'edits of a person are not saved for them');
  });

  it('keeps the verdicts of the rows that have their SIDs now', async () => {
    const document = await openFile('jsonl', '{"number":"+919845000001"}\n{"number":"+919845000007"}\n');
    await create(document.uri);
    const { shown } = await testApi();
    const head = shown.head();
    assert.equal(head?.kind, 'run');
    assert.equal(head.doing, 'Creating');
    assert.deepEqual([head.totals.created, head.totals.existing], [1, 1]);
    assert.deepEqual(
      [0, 1].map((row) => shown.rows.sid(row)),
      [sidWith('+919845000001'), sidOf(7)],
    );
    assert.deepEqual([...(shown.edited?.() ?? [])], [0], 'writing the SIDs is no edit of a person');
  });

  it('says that there is nothing new, and sends nothing', async () => {
    const uri = await writeFile('json', JSON.stringify([{ sid: sidOf(1), number: '+919845000001' }]));
    const before = sandbox.requests.length;
    assert.equal(await create(uri), undefined);
    assert.equal(sandbox.requests.length, before);
  });

  it('sends a row again whose reply was lost, and finds the contact that it created', async () => {
    const uri = await writeFile('json', '[{"number":"+919845000001","first_name":"Asha"}]');
    sandbox.faults.next({ cut: 'afterCommit' });
    const { created, existing } = await create(uri);
    assert.deepEqual([created, existing], [0, 1]);
    assert.equal(
      await onDisk(uri),
      `[{"sid":"${sidWith('+919845000001')}","number":"+919845000001","first_name":"Asha"}]`,
    );
  });

  const sentSids = (method: string) =>
    [...sandbox.requests].filter((request) => request.method === method).flatMap(({ sids }) => [...sids]);

  it('takes no cell that a row has too many for its SID', async () => {
    const uri = await writeFile('csv', 'number,first_name\n+919845012345,Asha\n+919845012346,Rao, Ravi\n');
    const { created, invalid } = await create(uri);
    assert.deepEqual([created, invalid], [1, 1]);
    assert.equal(
      await onDisk(uri),
      `sid,number,first_name\n${sidWith('+919845012345')},+919845012345,Asha\n,+919845012346,Rao, Ravi\n`,
    );
    sandbox.requests.clear();
    await commands.executeCommand('exotelContacts.updateContacts', uri);
    await create(uri);
    await retry(uri);
    assert.deepEqual(sentSids('PUT'), [sidWith('+919845012345')]);
    assert.deepEqual(sentSids('POST'), []);
    assert.equal(sandbox.contacts.withNumber('+919845012346'), undefined);
  });

  it('adds no empty cell to a short row, which an update would clear a field with', async () => {
    await set({ emptyCells: 'clear' });
    try {
      sandbox.contacts.load([{ sid: sidOf(8), number: '+919845000008', first_name: 'Keep', email: 'k@example.com' }]);
      const uri = await writeFile('csv', 'number,first_name,email\n+919845000008\n+919845000009,New,n@example.com\n');
      await create(uri);
      const isNew = `sid,number,first_name,email\n${sidOf(8)},+919845000008\n${sidWith('+919845000009')},+919845000009,New,n@example.com\n`;
      assert.equal(await onDisk(uri), isNew);
      await commands.executeCommand('exotelContacts.updateContacts', uri);
      assert.equal(sandbox.contacts.get(sidOf(8))?.first_name, 'Keep');

      const behind = 'number,first_name,email,sid\n+919845000008\n+919845000009,New,n@example.com\n';
      const other = await writeFile('csv', behind);
      await create(other);
      assert.equal(
        await onDisk(other),
        behind.replace('n@example.com', `n@example.com,${sidWith('+919845000009')}`),
        'the other rows get their SIDs',
      );
      const { shown } = await testApi();
      assert.match(shown.record!.notes.join(), /1 SID of new contacts wasn’t written .* too few cells \(line 2\)/);
      const filled = (await onDisk(other)).replace('+919845000008\n', '+919845000008,Keep,k@example.com\n');
      await workspace.fs.writeFile(other, Buffer.from(filled));
      await eventually(async () => assert.equal((await workspace.openTextDocument(other)).getText(), filled));
      sandbox.requests.clear();
      await retry(other);
      assert.match(await onDisk(other), new RegExp(`k@example.com,${sidOf(8)}`), 'a retry writes it');
      assert.equal(sandbox.requests.length, 0);
    } finally {
      await set({ emptyCells: undefined });
    }
  });

  it('writes the SIDs in the file’s own encoding, where the settings of VS Code name another one', async () => {
    const encoding = (name: string | undefined) =>
      workspace.getConfiguration('files').update('encoding', name, ConfigurationTarget.Workspace);
    await encoding('windows1252');
    try {
      const uri = await writeFile('csv', 'first_name,number\nआशा,+919845000001\nRené,+919845000002\n');
      await create(uri);
      const [asha, other] = ['+919845000001', '+919845000002'].map(sidWith);
      assert.equal(
        await onDisk(uri),
        `sid,first_name,number\n${asha},आशा,+919845000001\n${other},René,+919845000002\n`,
      );
    } finally {
      await encoding(undefined);
    }
  });

  it('says that the SIDs cannot be written into a file that VS Code cannot open', async () => {
    const bytes = Buffer.from('number,first_name\n+919845000001,आशा\n', 'utf16le');
    const uri = await writeFile('csv', bytes);
    await create(uri);
    assert.ok(Buffer.from(await workspace.fs.readFile(uri)).equals(bytes));
    const { shown } = await testApi();
    assert.match(shown.record!.notes.join(), /VS Code can’t open .*Export/);
    assert.equal(shown.rows.sid(0), sidWith('+919845000001'), 'the results have it');
  });

  it('saves no file that its editor would damage, says so, and writes the SIDs when it is opened rightly', async () => {
    const bytes = Buffer.from('number,first_name\n+919845000001,Asha\n+919845000002,Ren\xe9\n', 'latin1');
    const uri = await writeFile('csv', bytes);
    const document = await workspace.openTextDocument(uri, { encoding: 'utf8' });
    await window.showTextDocument(document);
    const { created, invalid } = await create(uri);
    assert.deepEqual([created, invalid], [1, 1]);
    assert.ok(Buffer.from(await workspace.fs.readFile(uri)).equals(bytes), 'no byte is changed');
    assert.equal(document.isDirty, false);
    const { shown } = await testApi();
    assert.match(shown.record!.notes.join(), /is open as utf8, and saving it would lose characters/);

    await workspace.openTextDocument(uri, { encoding: 'windows1252' });
    await retry(uri);
    const after = Buffer.from(await workspace.fs.readFile(uri)).toString('latin1');
    assert.match(after, new RegExp(`\\n${sidWith('+919845000001')},\\+919845000001,Asha\\n`));
    assert.match(after, /,Ren\xe9\n/);
  });

  it('finds the rows by their numbers in a file that another program changed meanwhile', async () => {
    const uri = await writeFile('csv', 'number,first_name\n+919845000001,a\n+919845000002,b\n');
    const reply = latch();
    sandbox.faults.next({ holdUntil: reply.opened });
    const before = sandbox.requests.length;
    const running = create(uri);
    await eventually(() => assert.ok(sandbox.requests.length > before));
    await workspace.fs.writeFile(
      uri,
      Buffer.from('first_name,number\nb,+919845000002\nnew,+919845000003\na,+919845000001\n'),
    );
    reply.open();
    await running;
    const [first, second] = ['+919845000001', '+919845000002'].map(sidWith);
    assert.equal(
      await onDisk(uri),
      `sid,first_name,number\n${second},b,+919845000002\n,new,+919845000003\n${first},a,+919845000001\n`,
    );
  });

  it('gives no SID to a row whose number was changed while it was sent', async () => {
    const document = await openFile('csv', 'number,first_name\n+919845000001,a\n+919845000002,b\n');
    await createWhile(document, (edit) => edit.replace(document.uri, new Range(1, 0, 1, 13), '+919845000005'));
    assert.equal(
      document.getText(),
      `sid,number,first_name\n,+919845000005,a\n${sidWith('+919845000002')},+919845000002,b\n`,
    );
  });
});
