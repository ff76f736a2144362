import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { commands, Range, type TextDocument, type Uri, window, workspace, WorkspaceEdit } from 'vscode';
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
    assert.equal(document.isDirty, false, 'what was saved is saved again');
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
      `number;first_name;sid\r\n+919845000001;Asha;${asha}\r\n+919845000001;Twin\r\n+919845000002;;${second}\r\n+919845000007;Ravi;${sidOf(7)}\r\n`,
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
      `number,first_name,sid\n+919845000009,above\n+919845000001,a,${first}\n+919845000002,edited,${second}\n`,
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
});
