import * as fc from 'fast-check';
import { startSandbox } from '../../src/sandbox/startSandbox';
import { cases } from '../api/propertyCases';
import { playScenario } from '../api/propertyRun';
import { scenario } from '../api/propertyScenario';

/**
 * The property test of the runs, for as long as one likes: `node out/test/soak/soak.js [runs] [seed]`. Prints the seed first, and
 * with it any failure can be seen again.
 */
async function soak(atLeast: number, seed: number): Promise<void> {
  console.log(`at least ${atLeast.toLocaleString('en')} runs, seed ${seed}`);
  const sandbox = await startSandbox({ contacts: [] });
  const elsewhere = await startSandbox({ contacts: [] });
  const started = Date.now();
  let runs = 0;
  let told = 0;
  try {
    for (let round = 0; runs < atLeast; round++) {
      await fc.assert(
        fc.asyncProperty(scenario, async (played) => {
          runs += await playScenario(sandbox, elsewhere, played, cases.update);
        }),
        { numRuns: 200, seed: (seed + round) | 0 },
      );
      if (runs - told < 5_000) continue;
      told = runs;
      console.log(`${runs.toLocaleString('en')} runs, ${Math.round((Date.now() - started) / 1000)} s, no fault`);
    }
    console.log(`${runs.toLocaleString('en')} runs, ${Math.round((Date.now() - started) / 1000)} s: all is well`);
  } finally {
    await Promise.all([sandbox.stop(), elsewhere.stop()]);
  }
}

const [runs = '20000', seed = `${Date.now() % 2 ** 31}`] = process.argv.slice(2);

soak(Number(runs), Number(seed)).catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
