import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { after, before, describe, it } from 'mocha';
import { startBodyRecorder, type BodyRecorder } from './bodyRecorder';
import { prepareRun, readFile, rowVerdicts } from './runHarness';
import { writtenFile } from './writtenContacts';

describe('the bytes that are sent, whatever the file holds', () => {
  let server: BodyRecorder;
  before(async () => {
    server = await startBodyRecorder();
  });
  after(() => server.stop());

  for (const format of ['json', 'jsonLines', 'csv'] as const) {
    it(`hold the known fields alone, and every value as it is written (${format})`, async function () {
      this.timeout(60_000);
      await fc.assert(
        fc.asyncProperty(writtenFile(format), async ({ text, contacts }) => {
          server.bodies.length = 0;
          const { record, start } = prepareRun(readFile(text, format), server);
          assert.equal(await start(), undefined);
          assert.match(rowVerdicts(record), /^u+$/);
          assert.equal(server.bodies.length, 1);
          const sent = contactsOf(server.bodies[0]!.toString()).map(membersOf);
          assert.deepEqual(
            sent.map(inOrder),
            contacts.map(({ fields }) => inOrder(fields)),
          );
        }),
        { numRuns: 60 },
      );
    });
  }
});

type Members = readonly (readonly [name: string, value: string])[];

const inOrder = (members: Members) => [...members].sort(([a], [b]) => (a < b ? -1 : 1)).map(([...pair]) => pair);

/** The objects in the list of `{"contacts":[…]}`, as they are written. Apart from the code that is tested, as is what follows. */
function contactsOf(body: string): string[] {
  const objects: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of body.matchAll(/"(?:\\.|[^"\\])*"|[{}[\]]/g)) {
    if (token === '{' && depth === 2) start = index;
    if ('{['.includes(token)) depth++;
    if ('}]'.includes(token)) depth--;
    if (token === '}' && depth === 2) objects.push(body.slice(start, index + 1));
  }
  return objects;
}

/** The members of an object, with the text of each value. */
function membersOf(object: string): Members {
  const tokens = [...object.matchAll(/"(?:\\.|[^"\\])*"|[{}[\],:]|[^\s{}[\],:"]+/g)];
  const members: [string, string][] = [];
  let depth = 0;
  let name = '';
  let start = -1;
  tokens.forEach(({ 0: token, index }, at) => {
    if ('}]'.includes(token)) depth--;
    if (start !== -1 && (depth === 0 || (depth === 1 && token === ','))) {
      members.push([JSON.parse(name) as string, object.slice(start, index).trimEnd()]);
      start = -1;
    }
    if ('{['.includes(token)) depth++;
    if (token === ':' && depth === 1) {
      name = tokens[at - 1]![0];
      start = tokens[at + 1]!.index;
    }
  });
  return members;
}
