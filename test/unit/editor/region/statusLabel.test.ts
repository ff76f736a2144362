import * as assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type StatusFacts, statusLabel } from '../../../../src/editor/region/statusLabel';

describe('statusLabel', () => {
  const table: [StatusFacts, string][] = [
    [{ region: 'mumbai', accountSid: 'exotel8u3', accounts: 2 }, 'Exotel: Mumbai (exotel8u3)'],
    [{ region: 'mumbai', accounts: 2 }, 'Exotel: Mumbai (choose account)'],
    [{ region: 'singapore', accounts: 0 }, 'Exotel: Singapore (no credentials)'],
    [{ region: 'custom', accountSid: 'a1', accounts: 1 }, 'Exotel: Custom endpoint (a1)'],
    [{ region: 'custom', accounts: undefined }, 'Exotel: Custom endpoint (no address)'],
    [{ region: 'sandbox', accounts: 0 }, 'Exotel: Sandbox'],
    [{ region: 'ask', accounts: 0 }, 'Exotel: Choose Region'],
  ];
  for (const [facts, label] of table) it(label, () => assert.equal(statusLabel(facts), label));
});
