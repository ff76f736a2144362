// One way of getting a file ready to be sent, in a process of its own, cold as the first run of a window is:
// `node cold.js <ours|bare> <format> <contacts>`. Prints milliseconds and the greatest resident set in bytes as JSON.
import { readAndCheck } from '../../src/core/check/checkContacts';
import { decodeBytes } from '../../src/core/text/decode';
import { LineTable } from '../../src/core/text/lineTable';
import { makePlan } from '../../src/core/plan';
import { bodyOf } from '../../src/core/run/requestBody';
import { describeRows, hashText } from '../../src/core/run/describeRows';
import { finish } from '../../src/core/steps';
import { bareParse, batchSize } from './bareWay';
import { benchFile, type BenchFormat } from './benchFiles';

const [way, name, count] = process.argv.slice(2) as [string, BenchFormat, string];
const contacts = Number(count);
// The bare way parses the same contacts as JSON, whatever the file.
const { bytes, format } = benchFile(way === 'bare' ? 'JSON' : name, contacts);

function bare(): number {
  const parsed = bareParse(bytes);
  let sent = 0;
  for (let start = 0; start < parsed.length; start += batchSize) {
    sent += Buffer.from(JSON.stringify({ contacts: parsed.slice(start, start + batchSize) })).length;
  }
  return sent;
}

/** Reading, checking, the plan, all that the record of a run says before it starts, and the bodies. */
function ours(): number {
  const { text } = decodeBytes(bytes);
  const checked = finish(readAndCheck(text, format, { emptyCells: 'keep' }));
  const plan = finish(makePlan(checked, batchSize));
  finish(describeRows(checked, new LineTable(text)));
  finish(hashText(text));
  let sent = 0;
  for (const rows of plan.requests) {
    sent += bodyOf(rows, checked.addContact).length;
  }
  return sent;
}

const start = performance.now();
const sent = way === 'bare' ? bare() : ours();
const ms = performance.now() - start;
if (sent < contacts * 100) throw new Error(`Only ${sent} bytes to send`);
process.stdout.write(JSON.stringify({ ms, peak: process.resourceUsage().maxRSS * 1024 }));
