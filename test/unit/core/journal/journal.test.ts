import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import type { ContactUpdate } from '../../../../src/core/contact';
import { outcomeMessage, type Outcome } from '../../../../src/core/outcome';
import { closingLine } from '../../../../src/core/journal/closingLine';
import { glanceAtJournal } from '../../../../src/core/journal/glanceAtJournal';
import { readJournal } from '../../../../src/core/journal/readJournal';
import { writeJournal } from '../../../../src/core/journal/writeJournal';
import type { RunDescription, RunRecord } from '../../../../src/core/run/runRecord';
import { RunRowTable } from '../../../../src/core/run/runRowTable';

const updated: Outcome = { verdict: 'updated' };
const invalid: Outcome = { verdict: 'invalid', code: 'missing-sid', message: 'No sid' };
const notSent: Outcome = { verdict: 'notSent', reason: 'stopped' };
const unknown: Outcome = { verdict: 'unknown', reason: 'silence' };
const rejected = (description = 'Contact not found'): Outcome => ({
  verdict: 'rejected',
  status: 404,
  error: { code: 1000, message: 'Not Found', description },
});

function describeRun(count: number): RunDescription {
  const rows = RunRowTable.of(
    Array.from({ length: count }, (_, row) => ({
      ...{ line: row + 2, sid: `sid${row}`, fingerprint: 'abcdef' },
      ...(row % 2 === 0 && { identity: `f${row}`.padStart(32, '0') }),
    })),
  );
  rows.markSent([...rows.keys()].filter((row) => row !== 1));
  return {
    runId: '20261123T000000-0001',
    operation: { kind: 'update' },
    target: { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'exotel1' },
    file: { uri: 'file:///c.csv', name: 'c.csv', sha256: 'ab' },
    startedAt: 1000,
    rows,
  };
}

/** Collects what is written, whole line by whole line. */
async function open(count: number, known: (readonly [number, Outcome])[] = [], contacts: ContactUpdate[] = []) {
  const written = { text: '' };
  let now = 1000;
  const append = async (lines: string) => void (written.text += lines);
  const journal = await writeJournal(
    append,
    describeRun(count),
    3,
    (row) => contacts[row],
    known,
    () => ++now,
  );
  return { journal, written };
}

/** A run of seven rows: one invalid, one request with every verdict, one cut short, one never sent. */
async function brokenRun() {
  const { journal, written } = await open(7, [[1, invalid]]);
  await journal.sending([0, 2, 3]);
  journal.replied({ at: 1003, status: 207, requestId: 'a1', trouble: '' });
  journal.settled([0, 2, 3], [updated, rejected(), unknown]);
  await journal.sending([4, 5]);
  return { journal, written };
}

const letters = (record: RunRecord | undefined) =>
  record &&
  Array.from(record.description.rows, (_, row) => {
    const verdict = record.outcome(row)?.verdict;
    return verdict === 'unknown' ? '?' : (verdict?.[0] ?? '.');
  }).join('');

describe('journal', () => {
  it('comes back as it was written', async () => {
    const { journal, written } = await brokenRun();
    journal.settled([4, 5], [updated, updated]);
    journal.settled([6], [notSent]);
    const totals = { updated: 3, rejected: 1, invalid: 1, notSent: 1, unknown: 1, total: 7 };
    await journal.ended('stopped', totals);
    const record = readJournal(written.text);
    assert.ok(record);
    const { rows, ...description } = record.description;
    const { rows: givenRows, ...expected } = describeRun(7);
    assert.deepEqual(description, expected);
    assert.deepEqual([...rows], [...givenRows]);
    assert.deepEqual(
      [...rows.keys()].filter((row) => rows.isSent(row)),
      [...givenRows.keys()].filter((row) => givenRows.isSent(row)),
    );
    assert.deepEqual(
      Array.from({ length: 7 }, (_, row) => record.outcome(row)),
      [updated, invalid, rejected(), unknown, updated, updated, notSent],
    );
    assert.equal(record.state, 'stopped');
    const { pending, ...five } = record.totals;
    assert.deepEqual([five, pending], [totals, 0]);
    assert.deepEqual([record.requestsPlanned, record.requestsDone, record.requests.length], [3, 2, 2]);
    assert.deepEqual(
      [0, 1, 6].map((row) => record.attempts(row)),
      [1, 0, 0],
    );
    assert.ok(record.endedAt! > 1000);
    const [first, second] = record.requests;
    assert.deepEqual(first?.reply, { at: 1003, status: 207, requestId: 'a1', trouble: '' });
    assert.deepEqual([first?.rows, second?.rows, second?.reply], [[0, 1, 2, 4], [4, 6], undefined]);
  });

  it('keeps which run came to a verdict that was kept', async () => {
    const keptFrom = { runId: 'first', startedAt: 7 };
    const kept: Outcome[] = [updated, rejected(), notSent, unknown].map((outcome) => ({ ...outcome, keptFrom }));
    const { journal, written } = await open(6, [...kept.entries(), [4, updated]]);
    await journal.sending([3, 5]);
    journal.settled([3, 5], [updated, updated]);
    await journal.flush();
    const record = readJournal(written.text);
    assert.deepEqual(
      Array.from({ length: 6 }, (_, row) => record?.outcome(row)),
      [...kept.slice(0, 3), updated, updated, updated],
    );
  });

  it('keeps which run it continues, and records of older versions do not say so', async () => {
    const written: string[] = [];
    const append = async (lines: string) => void written.push(lines);
    for (const more of [{ continues: '20261122T000000-0001' }, {}])
      await writeJournal(
        append,
        { ...describeRun(1), ...more },
        1,
        () => undefined,
        [],
        () => 1,
      );
    assert.deepEqual(
      written.map((text) => [readJournal(text)!.description.continues, glanceAtJournal(text, text)!.continues]),
      [
        ['20261122T000000-0001', '20261122T000000-0001'],
        [undefined, undefined],
      ],
    );
  });

  it('reads a run that broke off: rows being sent are unknown, rows never sent are not sent', async () => {
    const { written } = await brokenRun();
    const record = readJournal(written.text);
    assert.equal(letters(record), 'uir???n');
    assert.equal(record?.state, 'interrupted');
    assert.match(JSON.stringify(record?.outcome(4)), /interrupted while this row was being sent/);
  });

  it('says of a row that was unknown before and is on its way again that this run was interrupted', async () => {
    const { journal, written } = await open(2, [
      [0, unknown],
      [1, unknown],
    ]);
    await journal.sending([0]);
    const record = readJournal(written.text);
    assert.match(JSON.stringify(record?.outcome(0)), /interrupted/);
    assert.deepEqual(record?.outcome(1), unknown);
  });

  it('writes its head in parts, and a head without its last part is none', async () => {
    const parts: string[] = [];
    const append = async (lines: string) => void parts.push(lines);
    await writeJournal(
      append,
      describeRun(100_000),
      3,
      () => undefined,
      [[7, invalid]],
      () => 1,
    );
    assert.ok(parts.length > 1);
    for (const part of parts) assert.ok(part.length <= 1_000_000 && part.endsWith('\n'), `${part.length}`);
    assert.equal(readJournal(parts.join(''))?.description.rows.length, 100_000);
    assert.equal(readJournal(parts.slice(0, -1).join('')), undefined);
  });

  it('is small: rows by spans, outcomes by kind', async () => {
    const { journal, written } = await open(100_000);
    const head = written.text.length;
    const rows = Array.from({ length: 1000 }, (_, row) => row + 5000);
    await journal.sending(rows);
    journal.settled(
      rows,
      rows.map((row) => (row === 5500 ? rejected() : updated)),
    );
    await journal.flush();
    assert.ok(written.text.length - head < 500, written.text.slice(head));
    assert.equal(readJournal(written.text)?.totals.updated, 999);
  });

  it('is read as far as it goes, wherever it is cut off, and never says more than it did', async () => {
    const { journal, written } = await brokenRun();
    journal.settled([4, 5], [updated, rejected('é “quoted” 🙂')]);
    journal.settled([6], [notSent]);
    await journal.ended('finished', { updated: 2, rejected: 2, invalid: 1, notSent: 1, unknown: 1, total: 7 });
    const bytes = Buffer.from(written.text);
    const seen = new Set<string>();
    for (let length = 0; length <= bytes.length; length++) {
      const record = readJournal(bytes.subarray(0, length).toString());
      seen.add(letters(record) ?? 'nothing');
      if (!record) continue;
      const { total, pending, ...five } = record.totals;
      assert.deepEqual([total, pending], [7, 0]);
      assert.equal(
        Object.values(five).reduce((sum, n) => sum! + n!),
        7,
      );
    }
    // In this order, and nothing else: a verdict comes only when it is written whole, and none is taken back.
    assert.deepEqual([...seen], ['nothing', 'ninnnnn', '?i??nnn', 'uir?nnn', 'uir???n', 'uir?urn']);
  });

  it('is not believed where its midst is damaged: what has no verdict is unknown, and a note says so', async () => {
    const { written } = await brokenRun();
    const lines = written.text.split('\n');
    const damaged = (at: number, line = '{"type":"sen') =>
      readJournal(lines.map((old, i) => (i === at ? line : old)).join('\n'));
    // run, rows, settled (known), sending, replied, settled, sending
    assert.equal(damaged(0), undefined);
    assert.equal(damaged(1), undefined, 'a head is read whole or not at all');
    assert.equal(damaged(2), undefined);
    assert.equal(letters(damaged(4, lines[1])), '?i?????', 'a line of the head in the wrong place');
    assert.equal(letters(damaged(3)), '?i?????');
    assert.equal(letters(damaged(4)), '?i?????');
    assert.match(damaged(4)!.notes.join(), /damaged/);
    assert.equal(letters(damaged(4, '{"type":"settled","at":1,"outcomes":[[{"verdict":"great"},[0,7]]]}')), '?i?????');
    assert.equal(letters(damaged(5)), '?i?????');
    assert.equal(letters(damaged(6)), 'uir?nnn', 'the last line is what a crash cuts off');
    assert.deepEqual(damaged(6)!.notes, []);
  });

  it('is read when it was closed behind its cut off line', async () => {
    const { written } = await brokenRun();
    const cut = written.text.slice(0, -9);
    const record = readJournal(`${cut}\n${closingLine('discarded', 5)}`);
    assert.equal(letters(record), 'uir?nnn');
    assert.deepEqual(record?.notes, []);
    assert.equal(record?.isClosed, true);
  });

  it('is to be resumed until it was closed', async () => {
    const { text } = (await brokenRun()).written;
    const [open, closed] = [readJournal(text)!, readJournal(`${text}\n${closingLine('discarded', 5)}`)!];
    assert.deepEqual([open.isClosed, closed.isClosed], [false, true]);
    assert.match(outcomeMessage(open.outcome(4)!), /Resume to get the verdict/);
    assert.match(outcomeMessage(closed.outcome(4)!), /Retry to get the verdict/);
  });

  it('makes up for verdicts that could not be written, and not for a request that was not sent then', async () => {
    const written = { text: '', full: false };
    const append = async (lines: string) => {
      if (written.full) throw new Error('ENOSPC');
      written.text += lines;
    };
    const journal = await writeJournal(append, describeRun(3), 3, () => undefined, [], Date.now);
    await journal.sending([0]);
    written.full = true;
    journal.settled([0], [updated]);
    await assert.rejects(journal.flush());
    await assert.rejects(journal.sending([1]));
    written.full = false;
    journal.settled([1, 2], [notSent, notSent]);
    await journal.ended('stopped', { updated: 1, rejected: 0, invalid: 0, notSent: 2, unknown: 0, total: 3 });
    const record = readJournal(written.text);
    assert.equal(letters(record), 'unn');
    assert.deepEqual([record?.attempts(0), record?.attempts(1)], [1, 0]);
  });

  it('is nothing without a whole head, since then nothing was sent', async () => {
    const { written } = await open(3, [[0, invalid]]);
    const [run, rows, known] = written.text.split('\n');
    assert.equal(readJournal(''), undefined);
    assert.equal(readJournal(`${run}\n`), undefined);
    assert.equal(readJournal(`${run}\n${rows}\n`), undefined);
    assert.equal(letters(readJournal(`${run}\n${rows}\n${known}\n`)), 'inn');
  });

  it('bears any text without a fault', () => {
    const line = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom(
        '{"type":"sending","at":1,"rows":[0,9999999999]}',
        '{"type":"sending","at":1,"rows":[3,1]}',
        '\u0000\u0000',
      ),
    );
    return fc.assert(
      fc.asyncProperty(fc.array(line, { maxLength: 6 }), fc.boolean(), async (lines, withHead) => {
        const head = withHead ? (await open(3)).written.text : '';
        const record = readJournal(head + lines.join('\n'));
        assert.equal(record === undefined, !withHead);
        if (record) assert.equal(record.totals.total - record.totals.pending, 3);
      }),
    );
  });

  it('takes a prototype’s names for what they are', async () => {
    const { journal, written } = await open(1);
    journal.settled([0], [rejected('__proto__')]);
    await journal.flush();
    assert.deepEqual(readJournal(written.text)?.outcome(0), rejected('__proto__'));
  });

  it('holds none of the contact’s values, whatever the server quotes', async () => {
    const contact = {
      sid: 'sid0',
      number: '+91 98765 43210',
      first_name: 'Sentinelia',
      company_name: 'Blue  Kite',
      email: 'ravi@example.com',
      custom_field: { note: ['call "Nina"', 4711] },
    };
    const { journal, written } = await open(1, [], [contact]);
    const words = `sentinelia of BLUE KITE, call \\"Nina\\", 4711, ravi@example.com, x@y.example, +919876543210 (98765 43210): no`;
    journal.settled([0], [rejected(words)]);
    await journal.flush();
    const said = readJournal(written.text)?.outcome(0);
    assert.ok(said?.verdict === 'rejected');
    assert.equal(said.error.description, '… of …, …, …, …, …, …): no');
    assert.doesNotMatch(written.text, /sentinel|kite|nina|4711|ravi|example|98765/i);
  });
});
