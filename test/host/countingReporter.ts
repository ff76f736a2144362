import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { Counts } from './runSuite';

/** Mocha's spec reporter, which also writes the totals down. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.TEST_COUNTS;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts: Counts = { passed: passes, failed: failures, skipped: pending };
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
}

// Mocha takes a reporter's module for the class itself.
export = CountingReporter;
