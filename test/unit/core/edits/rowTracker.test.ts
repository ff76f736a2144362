import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { describe, it } from 'mocha';
import { RowTracker, type TextChange } from '../../../../src/core/edits/rowTracker';
import type { TextRange } from '../../../../src/core/problem';

/** Rows are the lines of the text. */
function rowsIn(text: string) {
  const rows = [];
  for (const match of text.matchAll(/[^\n]+/g)) rows.push({ start: match.index, end: match.index + match[0].length });
  return rows;
}

function placesOf(rows: readonly TextRange[]) {
  return { starts: Int32Array.from(rows, ({ start }) => start), ends: Int32Array.from(rows, ({ end }) => end) };
}

function edit(text: string, { start, length, text: put }: TextChange) {
  return text.slice(0, start) + put + text.slice(start + length);
}

describe('RowTracker', () => {
  const text = 'row0\nrow1\nrow2';

  function after(change: TextChange) {
    const tracker = new RowTracker(placesOf(rowsIn(text)));
    const edited = tracker.apply([change]);
    const now = edit(text, change);
    const rows = [0, 1, 2].map((row) => {
      const range = tracker.rangeOf(row);
      return range && now.slice(range.start, range.end);
    });
    return { edited, rows };
  }

  const untouched = ['row0', 'row1', 'row2'];
  for (const [name, change, edited] of [
    ['a letter inside a row', { start: 6, length: 0, text: 'x' }, [1]],
    ['a letter at the end of a row', { start: 9, length: 0, text: 'x' }, [1]],
    ['a letter at the start of a row', { start: 5, length: 0, text: 'x' }, [1]],
    ['a line inserted above', { start: 5, length: 0, text: 'new\n' }, []],
    ['a line inserted below', { start: 9, length: 0, text: '\nnew' }, []],
    ['a line at the top', { start: 0, length: 0, text: 'new\n' }, []],
    ['a line at the bottom', { start: 14, length: 0, text: '\nnew' }, []],
    ['a row removed with its break', { start: 5, length: 5, text: '' }, [1]],
    ['two rows joined over a selection', { start: 2, length: 5, text: '' }, [0, 1]],
    ['two rows joined by removing the line break between them', { start: 4, length: 1, text: '' }, [0, 1]],
    ['a line break replaced by a comma', { start: 4, length: 1, text: ',' }, [0, 1]],
    ['a line break replaced by another', { start: 4, length: 1, text: '\r\n' }, []],
    ['the end of a row removed with its break', { start: 2, length: 3, text: '' }, [0, 1]],
    ['a break removed with the beginning of the next row', { start: 4, length: 3, text: '' }, [0, 1]],
    ['a comma at the end of a row', { start: 4, length: 0, text: ',' }, [0]],
    ['a blank at the start of a row', { start: 5, length: 0, text: ' ' }, [1]],
    ['the whole text replaced', { start: 0, length: 14, text: 'all new' }, [0, 1, 2]],
  ] as const) {
    it(`${name}: only the rows it meets lose their place`, () => {
      const result = after(change);
      assert.deepEqual(result.edited, edited);
      assert.deepEqual(
        result.rows,
        untouched.map((row, i) => ((edited as readonly number[]).includes(i) ? undefined : row)),
      );
    });
  }

  it('takes commas and white space between the elements of a JSON array for what separates them', () => {
    const list = '[{0}, {1}]';
    const rows = [
      { start: 1, end: 4 },
      { start: 6, end: 9 },
    ];
    const edited = (change: TextChange) => new RowTracker(placesOf(rows), 'comma').apply([change]);
    assert.equal(list.slice(6, 9), '{1}');
    assert.deepEqual(edited({ start: 4, length: 0, text: ', {new}' }), []);
    assert.deepEqual(edited({ start: 6, length: 0, text: '{new}, ' }), []);
    assert.deepEqual(edited({ start: 6, length: 0, text: '\n  ' }), []);
    assert.deepEqual(edited({ start: 4, length: 2, text: ',\n' }), []);
    assert.deepEqual(edited({ start: 4, length: 2, text: '' }), [0, 1]);
  });

  describe('with many edits in one step', () => {
    class CountingTracker extends RowTracker {
      comparisons = 0;
      protected override compared() {
        this.comparisons++;
      }
    }

    it('compares each edit with the rows that it meets: 50,000 edits in 50,000 rows', () => {
      const rows = Array.from({ length: 50_000 }, (_, row) => ({ start: row * 40, end: row * 40 + 39 }));
      const tracker = new CountingTracker(placesOf(rows));
      const edits = rows.map(({ start }) => ({ start: start + 33, length: 2, text: 'abcde' })).reverse();
      tracker.apply(edits.slice(0, 25_000));
      tracker.apply(edits.slice(25_000));
      assert.ok(tracker.comparisons < 4 * 50_000, `${tracker.comparisons} comparisons`);
      assert.deepEqual(tracker.placeOf(49_999), { start: 49_999 * 43, end: 49_999 * 43 + 42 });
    });

    it('ends where one edit after the other ends', () => {
      const edit = fc.record({
        gap: fc.nat(9),
        length: fc.nat(9),
        text: fc.constantFrom('', 'x', '\n', 'a\n', '\nb', 'a\nb', ',', ' '),
      });
      fc.assert(
        fc.property(
          fc.array(fc.array(edit, { maxLength: 12 }), { maxLength: 4 }),
          fc.constantFrom('line' as const, 'comma' as const),
          (batches, separator) => {
            const rows = rowsIn(Array.from({ length: 14 }, (_, row) => `r${row}`.repeat(row % 3)).join('\n'));
            const [atOnce, oneByOne] = [
              new RowTracker(placesOf(rows), separator),
              new RowTracker(placesOf(rows), separator),
            ];
            for (const batch of batches) {
              let at = 0;
              const changes = batch.map(({ gap, length, text: put }) => {
                const start = at + gap;
                at = start + length;
                return { start, length, text: put };
              });
              changes.reverse();
              atOnce.apply(changes);
              for (const change of changes) oneByOne.apply([change]);
            }
            for (const row of rows.keys()) {
              assert.deepEqual(atOnce.placeOf(row), oneByOne.placeOf(row));
              assert.deepEqual(atOnce.rangeOf(row), oneByOne.rangeOf(row));
            }
          },
        ),
        { numRuns: 2_000 },
      );
    });
  });

  it('keeps every unedited row at its own text through any edits', () => {
    const change = fc.record({
      at: fc.nat(),
      length: fc.nat(6),
      text: fc.constantFrom('', 'x', '\n', 'a\n', '\nb', 'a\nb', ','),
    });
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        let now = Array.from({ length: 20 }, (_, i) => `row-${i}`).join('\n');
        const before = rowsIn(now).map(({ start, end }) => now.slice(start, end));
        const tracker = new RowTracker(placesOf(rowsIn(now)));
        for (const { at, length, text: put } of changes) {
          const start = at % (now.length + 1);
          const real = { start, length: Math.min(length, now.length - start), text: put };
          now = edit(now, real);
          tracker.apply([real]);
        }
        before.forEach((row, i) => {
          const range = tracker.rangeOf(i);
          if (range) assert.equal(now.slice(range.start, range.end), row);
          const place = tracker.placeOf(i);
          assert.ok(place.start >= 0 && place.start <= place.end && place.end <= now.length);
        });
      }),
    );
  });
});
