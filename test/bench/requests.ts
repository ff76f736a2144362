// Requests alone: the same ready bodies, ours with its limits and checks of the reply, and bare node:http and JSON.parse, in turn.
// `node requests.js <rounds> <origin>` prints the milliseconds of each round of both as JSON.
import { createContactsApi } from '../../src/api/client';
import { requestBody } from '../../src/core/run/requestBody';
import { bareParse, barePut, batchSize } from './bareWay';
import { benchFile } from './benchFiles';

const requestsPerRound = 10;
const [rounds, origin] = process.argv.slice(2) as [string, string];

async function main(): Promise<void> {
  const texts = bareParse(benchFile('JSON', batchSize).bytes).map((contact) => JSON.stringify(contact));
  const credentials = { apiKey: 'benchKey', apiToken: 'benchToken', accountSid: 'exotel' };
  const api = createContactsApi({ origin, credentials, timeoutMs: 60_000 });
  const ours: number[] = [];
  const bare: number[] = [];
  const timed = async (figures: number[], request: () => Promise<unknown>) => {
    const start = performance.now();
    for (let count = 0; count < requestsPerRound; count++) await request();
    figures.push(performance.now() - start);
  };
  for (let round = -1; round < Number(rounds); round++) {
    await timed(ours, () => api.updateContacts(requestBody(texts)));
    await timed(bare, async () => JSON.parse(await barePut(origin, `{"contacts":[${texts.join()}]}`)) as unknown);
    // The first round compiles.
    if (round === -1) ours.length = bare.length = 0;
  }
  process.stdout.write(JSON.stringify([ours, bare]));
}

void main();
