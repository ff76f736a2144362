import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { closingLine } from '../../../../src/core/journal/closingLine';
import { glanceAtJournal, glanceBytes } from '../../../../src/core/journal/glanceAtJournal';
import { writeJournal } from '../../../../src/core/journal/writeJournal';
import { RunRowTable } from '../../../../src/core/run/runRowTable';

const totals = { updated: 19_000, rejected: 1000, invalid: 0, notSent: 0, unknown: 0, total: 20_000 };

async function write() {
  const written = { text: '' };
  const journal = await writeJournal(
    async (lines) => void (written.text += lines),
    {
      runId: 'r1',
      operation: { kind: 'update' },
      target: { region: 'mumbai', origin: 'https://api.in.exotel.com', accountSid: 'exotel1' },
      file: { uri: 'file:///c.csv', name: 'c.csv', sha256: 'ab' },
      startedAt: 7,
      rows: RunRowTable.of(
        Array.from({ length: 20_000 }, (_, row) => ({ line: row + 2, sid: `sid${row}`, fingerprint: 'abcdef' })),
      ),
    },
    20,
    () => undefined,
    [],
    () => 9,
  );
  return { journal, written };
}

const glance = (text: string) => glanceAtJournal(text.slice(0, glanceBytes), text.slice(-glanceBytes));

describe('glanceAtJournal', () => {
  it('summarizes a run and its outcome from both ends of its record', async () => {
    const { journal, written } = await write();
    await journal.ended('finished', totals);
    const { runId, state, totals: told, file, startedAt, target } = glance(written.text)!;
    assert.deepEqual([runId, state, told, startedAt], ['r1', 'finished', totals, 7]);
    assert.deepEqual([file.name, target.accountSid], ['c.csv', 'exotel1']);
  });

  it('shows that a run was interrupted, also in the middle of a line', async () => {
    const { journal, written } = await write();
    assert.equal(glance(written.text)?.state, 'interrupted');
    await journal.ended('finished', totals);
    assert.equal(glance(written.text.slice(0, -5))?.state, 'interrupted');
  });

  it('shows that an interrupted run was closed, also after a cut off line', async () => {
    const { journal, written } = await write();
    await journal.sending([0, 1]);
    for (const text of [written.text, written.text.slice(0, -4)]) {
      assert.equal(glance(`${text}\n${closingLine('resumed', 9)}`)?.state, 'closed');
    }
  });

  it('is nothing where no run starts', () => {
    for (const text of ['', '{}', '{"type":"ended"}\n', '\u0000\u0000\n']) assert.equal(glance(text), undefined);
  });
});
