import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';
import type { Counts } from './runSuite';

/** Mocha's spec reporter, which also writes the totals and the failures down. */
class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.TEST_COUNTS;
    const failures: string[] = [];
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, (test: Mocha.Test, error: Error) => {
      failures.push(`${test.titlePath().join(' › ')}\n${error.stack ?? error.message}`);
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures: failed, pending } = this.stats;
      const counts: Counts = { passed: passes, failed, skipped: pending, failures };
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
}

// Mocha takes a reporter's module for the class itself.
export = CountingReporter;
