// The other end of every bench that sends: answers a bulk update as Exotel's reference shows it, one full contact for each, and
// does no more work than that, so that what is measured is the sender. It refuses every n-th one, where it is started as
// `node server.js <n>`. A process of its own; sends its port to its parent.
import * as http from 'http';
import type { AddressInfo } from 'net';

const refusesOneOf = Number(process.argv[2]);
const refusal =
  '{"code":404,"error_data":{"code":1000,"message":"Not Found","description":"Contact not found"},"status":"failure","data":null}';

const sid = /"sid"\s*:\s*"([^"]*)"/g;

const result = (found: string) =>
  `{"code":200,"error_data":null,"status":"success","data":{"sid":"${found}","date_created":"2017-11-30T11:22:39Z",` +
  '"date_updated":"2017-12-05T14:24:11Z","account_sid":"Exotel","number":"+67420336456","first_name":"XYZ","last_name":"ABC",' +
  '"company_name":"Exotel","email":"someone@example.com","tag":"Member","custom_field":{"key":{"a":"b","c":[1,2,3]}},' +
  `"uri":"/v2/Accounts/Exotel/Contacts/${found}"}}`;

let seen = 0;
const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    let failed = 0;
    const results = Array.from(Buffer.concat(chunks).toString('latin1').matchAll(sid), ([, found]) =>
      ++seen % refusesOneOf === 0 ? (failed++, refusal) : result(found!),
    );
    const counts = `"failed":${failed},"total":${results.length},"success":${results.length - failed}`;
    response.setHeader('content-type', 'application/json');
    response.end(
      `{"request_id":"a325d397a29f49698113ad56715dcf23","method":"PUT","http_code":200,"metadata":{${counts}},"response":[${results.join()}]}`,
    );
  });
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
