// The other end of every bench that sends: answers a bulk update as Exotel's reference shows it, one full contact for each, and
// does no more work than that, so that what is measured is the sender. A process of its own; prints its port.
import * as http from 'http';
import type { AddressInfo } from 'net';

const sid = /"sid"\s*:\s*"([^"]*)"/g;

const result = (found: string) =>
  `{"code":200,"error_data":null,"status":"success","data":{"sid":"${found}","date_created":"2017-11-30T11:22:39Z",` +
  '"date_updated":"2017-12-05T14:24:11Z","account_sid":"Exotel","number":"+67420336456","first_name":"XYZ","last_name":"ABC",' +
  '"company_name":"Exotel","email":"someone@example.com","tag":"Member","custom_field":{"key":{"a":"b","c":[1,2,3]}},' +
  `"uri":"/v2/Accounts/Exotel/Contacts/${found}"}}`;

const server = http.createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const results = Array.from(Buffer.concat(chunks).toString('latin1').matchAll(sid), ([, found]) => result(found!));
    const counts = `"failed":0,"total":${results.length},"success":${results.length}`;
    response.setHeader('content-type', 'application/json');
    response.end(
      `{"request_id":"a325d397a29f49698113ad56715dcf23","method":"PUT","http_code":200,"metadata":{${counts}},"response":[${results.join()}]}`,
    );
  });
});

server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
process.once('disconnect', () => process.exit());
