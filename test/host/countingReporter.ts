import { writeFileSync } from 'node:fs';
import Mocha from 'mocha';

/** How a suite tells its totals: in the file that TEST_COUNTS names. */
export interface Counts {
  passed: number;
  failed: number;
}

/** Mocha's spec reporter, which also writes the totals down. */
export default class CountingReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const file = process.env.TEST_COUNTS;
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const counts: Counts = { passed: this.stats.passes, failed: this.stats.failures };
      if (file) writeFileSync(file, JSON.stringify(counts));
    });
  }
}
