import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { after, before, beforeEach, describe, it } from 'mocha';
import { startSandbox, type Sandbox } from '../../src/sandbox/startSandbox';
import { playCreation } from './creationRun';
import { creationScenario } from './creationScenario';
import { cases } from './propertyCases';
import { playScenario } from './propertyRun';
import { newContactScenario, notFoundInShuffledReply, scenario, singleScenario } from './propertyScenario';

describe('a run, whatever happens', () => {
  let sandbox: Sandbox;
  let elsewhere: Sandbox;
  before(async () => {
    sandbox = await startSandbox({ contacts: [] });
    elsewhere = await startSandbox({ contacts: [] });
  });
  after(() => Promise.all([sandbox.stop(), elsewhere.stop()]));
  beforeEach(() => {
    sandbox.contacts.countryCode = undefined;
  });

  it('loses nothing, doubles nothing, and puts every verdict on its own row, in 1,000 runs', async function () {
    this.timeout(600_000);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async (played) => {
        runs += await playScenario(sandbox, elsewhere, played, cases.update);
      }),
      { numRuns: 300, examples: [[notFoundInShuffledReply]] },
    );
    assert.ok(runs >= 1000, `${runs} runs`);
  });

  it('creates each contact once and gives each SID to its own row, while the file is edited between the runs', async function () {
    this.timeout(600_000);
    await fc.assert(
      fc.asyncProperty(creationScenario, (played) => playCreation(sandbox, played)),
      { numRuns: 300 },
    );
  });

  const others = [
    ['create', newContactScenario],
    ['delete', singleScenario],
    ['addToList', scenario],
  ] as const;
  for (const [kind, scenarios] of others) {
    it(`does the same where it is to ${kind}`, async function () {
      this.timeout(600_000);
      await fc.assert(
        fc.asyncProperty(scenarios, async (played) => {
          await playScenario(sandbox, elsewhere, played, cases[kind]);
        }),
        { numRuns: 100 },
      );
    });
  }
});
