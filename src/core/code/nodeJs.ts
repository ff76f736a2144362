import { endpointPattern, longestWait, summaryOf, timeout, type CodeRequest } from './codeRequest';
import { escapeInJson, unseen } from './contactLine';

/** For Node.js 20 or newer, without packages, as a module or a script. `String.raw` keeps backslashes, but not backticks and `${`. */
export function nodeJs(request: CodeRequest): string {
  const { origin, batchSize, attempts, contacts } = request;
  const escaped = (line: string) => escapeInJson(escapeInJson(line, unseen), /`|\$(?=\{)/g);
  const source =
    'lines' in contacts
      ? `String.raw\`\n${contacts.lines.map(escaped).join('\n')}\n\``
      : `(await import('node:fs')).readFileSync(${JSON.stringify(contacts.file)}, 'utf8')`;
  return String.raw`// ${summaryOf(request)}
// Needs Node.js 20 or newer. Save it as update-contacts.mjs, then run: node update-contacts.mjs
// Set EXOTEL_API_KEY, EXOTEL_API_TOKEN and EXOTEL_ACCOUNT_SID first.
// The exit status is 0 only if Exotel confirmed every contact.
const batchSize = ${batchSize};
const attempts = ${attempts};
const longestWait = ${longestWait}; // seconds

async function main() {
  const text = ${source};
  const contacts = text.split('\n').filter((line) => line.trim());
  if (contacts.length === 0) fail('There are no contacts to update.');
  const variable = (name) => process.env[name] || fail('Set the environment variable ' + name + '.');
  const credentials = variable('EXOTEL_API_KEY') + ':' + variable('EXOTEL_API_TOKEN');
  const account = encodeURIComponent(variable('EXOTEL_ACCOUNT_SID'));
  const origin = (process.env.EXOTEL_ENDPOINT || '${origin}').replace(/\/+$/, '');
  if (!new RegExp(String.raw${'`'}${endpointPattern}${'`'}).test(origin)) fail('EXOTEL_ENDPOINT must start with https://');
  const url = origin + '/v2/accounts/' + account + '/contacts';
  const headers = {
    Authorization: 'Basic ' + Buffer.from(credentials).toString('base64'),
    'Content-Type': 'application/json',
  };

  let updated = 0;
  for (let first = 0; first < contacts.length; first += batchSize) {
    const batch = contacts.slice(first, first + batchSize);
    const name = 'Contacts ' + (first + 1) + ' to ' + (first + batch.length);
    try {
      const text = await send(url, headers, '{"contacts":[' + batch.join(',') + ']}', name);
      updated += check(batch, text, name);
    } catch (error) {
      console.error(error.message);
      break;
    }
  }
  console.log(updated + ' of ' + contacts.length + ' contacts updated.');
  if (updated !== contacts.length) process.exitCode = 1;
}

/** Sends the contacts as they are written, so that no digit of a number is lost. Returns the text of the reply. */
async function send(url, headers, body, name) {
  for (let attempt = 1; ; attempt++) {
    let reply, text;
    try {
      const signal = AbortSignal.timeout(${timeout} * 1000);
      reply = await fetch(url, { method: 'PUT', headers, body, redirect: 'manual', signal });
      text = await reply.text();
    } catch (error) {
      const reason = error.cause?.code ?? error.cause?.message ?? error.message;
      fail(name + ': no reply (' + reason + '). They may have been updated. Run this again.');
    }
    if (reply.ok) return text;
    const asked = reply.headers.get('retry-after') ?? '';
    const wait = /^\d+$/.test(asked) && Number(asked) > 0 ? Number(asked) : 2 ** (attempt - 1);
    if ((reply.status !== 429 && reply.status !== 503) || attempt >= attempts || wait > longestWait) {
      const reason = parse(text)?.response?.error_data?.description;
      fail(name + ': Exotel refused the request, HTTP ' + reply.status + (reason ? ' ' + JSON.stringify(reason) : ''));
    }
    console.error(name + ': HTTP ' + reply.status + ', waiting ' + wait + ' s.');
    await new Promise((resolve) => setTimeout(resolve, wait * 1000));
  }
}

/** Compares the reply with the contacts, and prints those that were not updated. Returns how many were. */
function check(batch, text, name) {
  const items = parse(text)?.response;
  const sids = batch.map((line) => JSON.parse(line).sid);
  const matches = (item, at) =>
    (!item?.data && item?.status !== 'success') || String(item.data?.sid).toLowerCase() === sids[at].toLowerCase();
  if (!Array.isArray(items) || items.length !== sids.length || !items.every(matches)) {
    fail(name + ': the reply does not match the contacts. They may have been updated. Run this again.');
  }
  let updated = 0;
  for (const [at, item] of items.entries()) {
    if (item?.status === 'success' && item.code >= 200 && item.code < 300) updated++;
    else console.log(sids[at] + ': ' + item?.code + ' ' + JSON.stringify(item?.error_data?.description ?? ''));
  }
  return updated;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function fail(message) {
  throw new Error(message);
}

main().catch((error) => {
  console.error(error.message);
  process.exitCode = 1;
});
`;
}
