import assert from 'node:assert/strict';
import { sidEdits, type SidsOfRows } from '../../src/core/create/sidEdits';
import { sidsByNumber, sidsOf } from '../../src/core/create/sidsByNumber';
import { applyEdits } from '../../src/core/fix/textEdit';
import { isDone } from '../../src/core/outcome';
import { openRows } from '../../src/core/run/continueRun';
import type { RunRecord } from '../../src/core/run/runRecord';
import { finish } from '../../src/core/steps';
import { LineTable } from '../../src/core/text/lineTable';
import type { Sandbox } from '../../src/sandbox/startSandbox';
import { sidOf } from '../sidOf';
import type { CreationAttempt, CreationScenario, Edit, FileRow } from './creationScenario';
import { playAttempt } from './propertyAttempt';
import { cases } from './propertyCases';
import { reset } from './propertyRun';
import { calm } from './propertyScenario';
import { identityKey, prepareRun, readFile, type RunFile } from './runHarness';

const nationalOf = (person: number) => `98450000${String(person).padStart(2, '0')}`;
const personIn = (text: string) => /98450000(\d\d)/.exec(text)?.[1];

/** The contacts file between the runs, a line each contact. */
class EditedFile {
  private names = 0;
  /** Rows whose SIDs could not be written the last time. */
  left: ReadonlySet<number> = new Set();

  private constructor(
    private readonly scenario: CreationScenario,
    public text: string,
  ) {}

  static of(scenario: CreationScenario): EditedFile {
    const file = new EditedFile(scenario, '');
    const rows = scenario.rows.map((row) => file.lineOf(row));
    const header = scenario.rows.some(({ hasSid }) => hasSid) ? 'number,first_name,sid' : 'number,first_name';
    file.text = [...(scenario.format === 'csv' ? [header] : scenario.format === 'json' ? ['['] : []), ...rows].join(
      '\n',
    );
    file.join(rows, scenario.format === 'csv' ? header : '');
    return file;
  }

  /** Those of contacts, without what JSON puts between them. */
  get lines(): string[] {
    const lines = this.text.split('\n').map((line) => line.replace(/,$/, ''));
    return lines.filter((line) => personIn(line) !== undefined);
  }

  read(): RunFile {
    return readFile(this.text, this.scenario.format, this.scenario.emptyCells, { kind: 'create' });
  }

  /** As the command does it. No contact may say anything else afterwards. */
  write(sidsIn: (file: RunFile) => SidsOfRows): void {
    const before = this.read();
    const sids = sidsIn(before);
    const { edits, left } = sidEdits(before.checked, sids);
    this.text = applyEdits(this.text, edits);
    this.left = new Set(left.keys());
    const after = this.read();
    assert.equal(after.rows.length, before.rows.length);
    for (const row of before.rows.keys()) {
      const [said, says] = [before, after].map(({ toSend }) => ({ ...toSend.contactOf(row), sid: undefined }));
      assert.deepEqual(says, said, `row ${row} says the same`);
      const sid = after.checked.sidOf(row);
      assert.equal(after.toSend.file.rows.isFaulty(row), before.toSend.file.rows.isFaulty(row));
      const was = before.checked.sidOf(row);
      assert.equal(sid, was ?? (left.has(row) ? undefined : sids.get(row)), `row ${row} gets its own SID or none`);
    }
  }

  edit(edit: Edit): void {
    const lines = this.lines;
    const header = this.scenario.format === 'csv' ? this.text.split('\n')[0]! : '';
    const at = 'at' in edit ? edit.at % Math.max(1, lines.length) : 0;
    const change = (to: (line: string) => string) => {
      if (lines[at] !== undefined) lines[at] = to(lines[at]);
    };
    if (edit.kind === 'shuffle') lines.sort((a, b) => mixed(a, edit.seed) - mixed(b, edit.seed));
    else if (edit.kind === 'remove') lines.splice(at, 1);
    else if (edit.kind === 'add') {
      // Only a file that had a column for SIDs at its end can get a row with one.
      const hasColumn = header === 'number,first_name,sid' || this.scenario.format !== 'csv';
      const line = this.lineOf({ ...edit.row, hasSid: edit.row.hasSid && hasColumn });
      lines.splice(at, 0, header.startsWith('sid,') ? `,${line}` : line);
    } else if (edit.kind === 'rename') change((line) => line.replace(/n\d+x/, `n${++this.names}x`));
    else change((line) => line.replace(/(?:\+91|91|0|)(?=98450000)/, edit.spelling));
    this.join(lines, header);
  }

  private join(lines: readonly string[], header: string): void {
    this.text =
      this.scenario.format === 'json'
        ? `[\n${lines.join(',\n')}\n]`
        : [...(header ? [header] : []), ...lines].join('\n');
  }

  private lineOf({ person, spelling, name, shape, hasSid }: FileRow): string {
    const number = spelling + nationalOf(person);
    const sid = hasSid ? sidOf(person + 1) : '';
    const text = `n${++this.names}x ${name}`;
    if (this.scenario.format !== 'csv') return JSON.stringify({ number, first_name: text, ...(hasSid && { sid }) });
    if (shape === 'short' && !hasSid) return number;
    const cells = [number, `"${text.replaceAll('"', '""')}"`, ...(hasSid ? [sid] : [])];
    return shape === 'surplus' ? `${number},Rao, Ravi,and,more,,` : cells.join(',');
  }
}

/** A number for a line, another one for each seed. */
function mixed(line: string, seed: number): number {
  let hash = seed;
  for (const sign of line) hash = (Math.imul(hash, 31) + sign.charCodeAt(0)) >>> 0;
  return Math.imul(hash, 2_654_435_761) >>> 0;
}

/** Plays one scenario through: runs that break, and a file that changes between them. */
export async function playCreation(sandbox: Sandbox, scenario: CreationScenario): Promise<void> {
  const known = scenario.known.map((person) => ({ sid: sidOf(person + 1), number: `+91${nationalOf(person)}` }));
  reset(sandbox, known);
  sandbox.contacts.countryCode = '91';
  const file = EditedFile.of(scenario);
  let earlier: RunRecord | undefined;
  const last: CreationAttempt = { ...calm, continuing: 'retry', losesSids: false, edits: [] };
  for (const attempt of [...scenario.attempts, last, last]) {
    for (const edit of attempt.edits) file.edit(edit);
    earlier = await playRun(sandbox, file, attempt, earlier);
    checkFile(sandbox, file);
  }
  checkEnd(sandbox, file);
}

async function playRun(
  sandbox: Sandbox,
  file: EditedFile,
  attempt: CreationAttempt,
  earlier: RunRecord | undefined,
): Promise<RunRecord | undefined> {
  if (earlier) {
    const found = earlier;
    file.write(({ checked }) => finish(sidsByNumber(checked, new LineTable(file.text), found, identityKey)));
  }
  const read = file.read();
  const continuing = earlier?.state === 'interrupted' ? attempt.continuing : 'retry';
  const continues = { ...(earlier && { earlier }), continuing };
  const { toSend } = read;
  const nameOf = (row: number) => (row < read.rows.length ? toSend.keyOf(row) : 'none');
  // Where nothing is to be sent there is no run.
  if (prepareRun(read, sandbox, continues).plan.sendable === 0) return earlier;
  const open = earlier && openRows(earlier);
  let names = new Set<string>();
  const {
    record,
    ended,
    read: onDisk,
    sent,
    plan,
  } = await playAttempt(sandbox, cases.create, read, attempt, nameOf, continues, {
    sending(some) {
      names = new Set([...names, ...some]);
      const persons = some.map(personIn);
      assert.equal(new Set(persons).size, persons.length, 'a number goes out once in a request');
    },
    replied: () => {},
  });
  const sendable = new Set([...read.rows.keys()].filter((row) => toSend.isSendable(row)).map(nameOf));
  for (const name of names) assert.ok(sendable.has(name), 'only what passed the checks is sent');
  if (continuing === 'resume') assert.ok(plan.sendable <= open!, 'resuming sends no row that had no part in the run');
  const seen = ended ? record : onDisk;
  if (!seen) {
    assert.deepEqual(sent, []);
    return earlier;
  }
  const { pending, total, ...verdicts } = seen.totals;
  assert.equal(
    Object.values(verdicts).reduce((sum, rows) => sum! + rows!, 0),
    total,
  );
  assert.equal(pending, 0);
  for (const row of read.rows.keys()) {
    const sid = seen.description.rows.sid(row);
    if (!isDone(seen.outcome(row)?.verdict) || !toSend.isSendable(row)) continue;
    assert.equal(personOf(sandbox, sid), personIn(toSend.keyOf(row)), `row ${row} has the SID of its number`);
  }
  if (ended && !attempt.losesSids) file.write(() => sidsOf(seen));
  return seen;
}

const personOf = (sandbox: Sandbox, sid: string) => personIn(sandbox.contacts.get(sid)?.number ?? '');

/** What must hold of the file and of Exotel after every run. */
function checkFile(sandbox: Sandbox, file: EditedFile): void {
  const numbers = [...sandbox.contacts.values()].map(({ number }) => number);
  assert.equal(new Set(numbers).size, numbers.length, 'no contact is doubled');
  const { checked, toSend } = file.read();
  for (const row of checked.file.rows.keys()) {
    const sid = checked.sidOf(row);
    if (sid === undefined || !sandbox.contacts.has(sid)) continue;
    assert.equal(personIn(toSend.contactOf(row)?.number ?? ''), personOf(sandbox, sid), `row ${row} of\n${file.text}`);
  }
}

/** After a run in which nothing went wrong, whatever can be created is there, and its row knows it. */
function checkEnd(sandbox: Sandbox, file: EditedFile): void {
  const { toSend, rows } = file.read();
  for (const row of rows.keys()) {
    assert.ok(!toSend.isSendable(row) || file.left.has(row), `row ${row} is left to be created:\n${file.text}`);
  }
  const known = new Set([...sandbox.contacts.values()].map(({ number }) => personIn(number)));
  for (const row of rows.keys()) {
    if (toSend.invalid.has(row) || toSend.file.rows.isFaulty(row) || toSend.sidOf(row) === undefined) continue;
    const person = personIn(toSend.contactOf(row)?.number ?? '');
    // A SID that a person wrote may be of nobody.
    if (toSend.sidOf(row) !== sidOf(Number(person) + 1)) assert.ok(known.has(person), `row ${row}`);
  }
}
