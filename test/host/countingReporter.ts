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
      failures.push([test.titlePath().join(' › '), ...stacksOf(error)].join('\n'));
    });
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures: failed, pending } = this.stats;
      const counts: Counts = { passed: passes, failed, skipped: pending, failures };
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
}

/** An error and what caused it: that of a property that does not hold is in the cause. */
function stacksOf(error: Error): string[] {
  const stack = error.stack ?? error.message;
  return error.cause instanceof Error ? [stack, ...stacksOf(error.cause)] : [stack];
}

// Mocha takes a reporter's module for the class itself.
export = CountingReporter;
