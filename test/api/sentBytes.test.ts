import assert from 'node:assert/strict';
import { after, before, describe, it } from 'mocha';
import type { FileFormat } from '../../src/core/file/contactFile';
import { startBodyRecorder, type BodyRecorder } from './bodyRecorder';
import { prepareRun, readFile, rowVerdicts } from './runHarness';

const a = 'a'.repeat(32);
const b = 'b'.repeat(32);
const odd = String.raw`{ "id": 12345678901234567891, "big":1e400,"small" : 1e-400, "zero": [-0, 1.0, 1.50e+2],
  "text": "\u0041\/\ud83d\ude00 🙂", "__proto__": {"x": 1}, "Id": 1, "id ": 2 }`;
const inCell = (text: string) => `"${text.replaceAll('"', '""')}"`;

describe('the bytes that are sent', () => {
  let server: BodyRecorder;
  before(async () => {
    server = await startBodyRecorder();
  });
  after(() => server.stop());

  async function sent(text: string, format: FileFormat, emptyCells: 'keep' | 'clear' = 'keep'): Promise<string> {
    server.bodies.length = 0;
    const { record, start } = prepareRun(readFile(text, format, emptyCells), server);
    assert.equal(await start(), undefined);
    assert.match(rowVerdicts(record), /^u+$/);
    assert.equal(server.bodies.length, 1);
    return server.bodies[0]!.toString();
  }

  const table: [string, FileFormat, string, string][] = [
    [
      'a JSON contact as it is written, white space and escapes included',
      'json',
      `{"contacts": [ {"tag" : "x\\ty\\u0041", "sid":"${a}", "custom_field": ${odd}},\n{"sid":"${b}","tag":""} ]}`,
      `{"contacts":[{"tag" : "x\\ty\\u0041", "sid":"${a}", "custom_field": ${odd}},{"sid":"${b}","tag":""}]}`,
    ],
    [
      'the values of a JSON contact whose keys are not all sent',
      'json',
      `[{"uri":"/x", "custom": ${odd}, "fax": 1e400, "t\\u0061g": "\\u00e9", "sid":"${a}", "__proto__": 1}]`,
      `{"contacts":[{"custom_field":${odd},"tag":"\\u00e9","sid":"${a}"}]}`,
    ],
    [
      'JSON lines',
      'jsonLines',
      `{"sid":"${a}","custom_field":{"n":12345678901234567891}}\r\n  {"sid":"${b}", "custom":{"n":1e400}}`,
      `{"contacts":[{"sid":"${a}","custom_field":{"n":12345678901234567891}},{"sid":"${b}","custom_field":{"n":1e400}}]}`,
    ],
    [
      'a JSON cell as it is written, without the white space around it',
      'csv',
      `custom_field,sid,tag\n${inCell(`\n ${odd} `)},${a},x`,
      `{"contacts":[{"sid":"${a}","tag":"x","custom_field":${odd}}]}`,
    ],
    [
      'columns of custom_field beside the other members as they are written',
      'csv',
      `sid,custom_field.city,custom_field,custom_field.__proto__\n${a},"Pu""ne","{""city"":""old"", ""n"" : 1e400 }",x\n${b},,"{""n"":-0}",`,
      `{"contacts":[{"sid":"${a}","custom_field":{"n" : 1e400,"city":"Pu\\"ne","__proto__":"x"}},{"sid":"${b}","custom_field":{"n":-0}}]}`,
    ],
    [
      'columns of custom_field alone',
      'csv',
      `sid;custom.city;custom_field.n\n${a};Pune;12345678901234567891`,
      `{"contacts":[{"sid":"${a}","custom_field":{"city":"Pune","n":"12345678901234567891"}}]}`,
    ],
    [
      'cells character for character',
      'csv',
      `sid,First Name,last_name,tag,fax\r\n${a},🙂 O’Brien \\u0041,"x\r\ny ","\t""z""",left out\r\n`,
      `{"contacts":[{"sid":"${a}","first_name":"🙂 O’Brien \\\\u0041","last_name":"x\\r\\ny ","tag":"\\t\\"z\\""}]}`,
    ],
  ];
  for (const [name, format, text, body] of table) {
    it(`are ${name} (${format})`, async () => assert.equal(await sent(text, format), body));
  }

  it('hold empty cells only where these clear, and never an empty sid or custom_field', async () => {
    const text = `sid,tag,email,custom_field,custom_field.city\n${a},,e@example.com,,`;
    assert.equal(await sent(text, 'csv'), `{"contacts":[{"sid":"${a}","email":"e@example.com"}]}`);
    assert.equal(
      await sent(text, 'csv', 'clear'),
      `{"contacts":[{"sid":"${a}","email":"e@example.com","tag":"","custom_field":{"city":""}}]}`,
    );
  });

  it('say half a surrogate pair with an escape', async () => {
    assert.equal(
      await sent(`[{"sid":"${a}","tag":"\ud83d"}]`, 'json'),
      `{"contacts":[{"sid":"${a}","tag":"\\ud83d"}]}`,
    );
    assert.equal(await sent(`sid,tag\n${a},\ude00 🙂`, 'csv'), `{"contacts":[{"sid":"${a}","tag":"\\ude00 🙂"}]}`);
  });
});
