import * as fc from 'fast-check';
import type { Continuing } from '../../src/core/run/continueRun';
import { newContactScenario, type Attempt } from './propertyScenario';

/** How a person's number is written. Without its country's code, Exotel completes it. */
export const spellings = ['+91', '91', '0', ''] as const;

/** One row of the file, as a person would write it. */
export interface FileRow {
  /** Whose number it has. */
  readonly person: number;
  readonly spelling: (typeof spellings)[number];
  readonly name: string;
  /** In a CSV: has more cells than the header, or fewer. */
  readonly shape: 'plain' | 'surplus' | 'short';
  /** The sid in the row: none, or that of a contact which Exotel had from the start. */
  readonly hasSid: boolean;
}

/** What somebody does to the file between two runs. */
export type Edit =
  | { readonly kind: 'shuffle'; readonly seed: number }
  | { readonly kind: 'remove'; readonly at: number }
  | { readonly kind: 'add'; readonly at: number; readonly row: FileRow }
  | { readonly kind: 'rename'; readonly at: number }
  | { readonly kind: 'respell'; readonly at: number; readonly spelling: FileRow['spelling'] };

export interface CreationAttempt extends Attempt {
  /** Where the run before it was interrupted; otherwise it is a retry. */
  readonly continuing: Continuing;
  /** The window closes before the sids are in the file. */
  readonly losesSids: boolean;
  /** Before the run. */
  readonly edits: readonly Edit[];
}

export interface CreationScenario {
  readonly format: 'csv' | 'json' | 'jsonLines';
  readonly emptyCells: 'keep' | 'clear';
  readonly rows: readonly FileRow[];
  /** Exotel has them from the start. */
  readonly known: readonly number[];
  readonly attempts: readonly CreationAttempt[];
}

const row: fc.Arbitrary<FileRow> = fc.record({
  person: fc.nat(11),
  spelling: fc.oneof({ arbitrary: fc.constant('+91' as const), weight: 3 }, fc.constantFrom(...spellings)),
  name: fc.constantFrom('Asha', 'Rao, Ravi', '"M"', ''),
  shape: fc.oneof({ arbitrary: fc.constant('plain' as const), weight: 5 }, fc.constantFrom('surplus', 'short')),
  hasSid: fc.oneof({ arbitrary: fc.constant(false), weight: 8 }, fc.constant(true)),
});

const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.record({ kind: fc.constant('shuffle' as const), seed: fc.nat(1000) }),
  fc.record({ kind: fc.constant('remove' as const), at: fc.nat(11) }),
  fc.record({ kind: fc.constant('add' as const), at: fc.nat(11), row }),
  fc.record({ kind: fc.constant('rename' as const), at: fc.nat(11) }),
  fc.record({ kind: fc.constant('respell' as const), at: fc.nat(11), spelling: fc.constantFrom(...spellings) }),
);

/** The faults of other runs, and replies that name no number, in any order. */
export const creationScenario: fc.Arbitrary<CreationScenario> = fc
  .record({
    played: newContactScenario,
    format: fc.constantFrom('csv', 'json', 'jsonLines'),
    emptyCells: fc.constantFrom('keep', 'clear'),
    rows: fc.array(row, { minLength: 1, maxLength: 12 }),
    known: fc.uniqueArray(fc.nat(11), { maxLength: 6 }),
    more: fc.array(
      fc.record({
        continuing: fc.constantFrom('retry', 'resume', 'resumeAll'),
        losesSids: fc.boolean(),
        edits: fc.array(edit, { maxLength: 4 }),
        unnamed: fc.constantFrom('none', 'inOrder', 'outOfOrder'),
      }),
      { minLength: 4, maxLength: 4 },
    ),
  })
  .map(({ played, more, ...scenario }) => ({
    ...scenario,
    attempts: played.attempts.map((attempt, at): CreationAttempt => {
      const { unnamed, ...own } = more[at]!;
      const isShuffled = unnamed === 'outOfOrder' ? (['shuffled'] as const) : [];
      const faults =
        unnamed === 'none'
          ? attempt.faults
          : [0, 1, 2, 3].map((n): CreationAttempt['faults'][number] => {
              const fault = attempt.faults[n] ?? {};
              return { ...fault, distort: ['sidOnly', ...isShuffled, ...(fault.distort ?? [])] };
            });
      return { ...attempt, ...own, faults, edits: at === 0 ? [] : own.edits };
    }),
  }));
