import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { playScenario } from './propertyRun';
import { scenario } from './propertyScenario';

describe('a run, whatever happens', () => {
  let sandbox: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [] });
  });
  after(() => sandbox.stop());

  it('loses nothing, doubles nothing, and puts every verdict on its own row, in 1,000 runs', async function () {
    this.timeout(600_000);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async (played) => {
        runs += await playScenario(sandbox, played);
      }),
      { numRuns: 300 },
    );
    assert.ok(runs >= 1000, `${runs} runs`);
  });
});
