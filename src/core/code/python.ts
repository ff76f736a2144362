import { endpointPattern, longestWait, summaryOf, timeout, type CodeRequest } from './codeRequest';
import { escapeInJson, unseen } from './contactLine';

/** For Python 3.6 or newer, without packages. A raw string keeps everything but its own three quotation marks. */
export function python(request: CodeRequest): string {
  const { origin, batchSize, attempts, contacts } = request;
  const escaped = (line: string) => escapeInJson(escapeInJson(line, unseen), /'(?='')/g);
  const source =
    'lines' in contacts
      ? `r'''\n${contacts.lines.map(escaped).join('\n')}\n'''`
      : `open(${JSON.stringify(contacts.file)}, encoding='utf-8').read()`;
  return String.raw`#!/usr/bin/env python3
# ${summaryOf(request)}
# Needs Python 3.6 or newer. Save it as update_contacts.py, then run: python3 update_contacts.py
# Set EXOTEL_API_KEY, EXOTEL_API_TOKEN and EXOTEL_ACCOUNT_SID first.
# The exit status is 0 only if Exotel confirmed every contact.
import base64, http.client, json, os, re, sys, time, urllib.error, urllib.parse, urllib.request

BATCH_SIZE = ${batchSize}
ATTEMPTS = ${attempts}
LONGEST_WAIT = ${longestWait}  # seconds
CONTACTS = ${source}


class Failure(Exception):
    pass


def main():
    contacts = [line for line in CONTACTS.split('\n') if line.strip()]
    if not contacts:
        raise Failure('There are no contacts to update.')
    account = urllib.parse.quote(variable('EXOTEL_ACCOUNT_SID'), safe='')
    origin = (os.environ.get('EXOTEL_ENDPOINT') or '${origin}').rstrip('/')
    if not re.match(r'${endpointPattern}', origin):
        raise Failure('EXOTEL_ENDPOINT must start with https://')
    url = origin + '/v2/accounts/' + account + '/contacts'
    credentials = variable('EXOTEL_API_KEY') + ':' + variable('EXOTEL_API_TOKEN')
    headers = {
        'Authorization': 'Basic ' + base64.b64encode(credentials.encode()).decode(),
        'Content-Type': 'application/json',
    }

    updated = 0
    for first in range(0, len(contacts), BATCH_SIZE):
        batch = contacts[first:first + BATCH_SIZE]
        name = 'Contacts %d to %d' % (first + 1, first + len(batch))
        try:
            text = send(url, headers, '{"contacts":[' + ','.join(batch) + ']}', name)
            updated += check(batch, text, name)
        except Failure as failure:
            print(failure, file=sys.stderr)
            break
    print('%d of %d contacts updated.' % (updated, len(contacts)))
    return updated == len(contacts)


# Sends the contacts as they are written, so that no digit of a number is lost. Returns the text of the reply.
def send(url, headers, body, name):
    attempt = 1
    while True:
        try:
            request = urllib.request.Request(url, body.encode('utf-8'), headers, method='PUT')
            with urllib.request.urlopen(request, timeout=${timeout}) as reply:
                return reply.read()
        except urllib.error.HTTPError as refusal:
            asked = refusal.headers.get('Retry-After') or ''
            wait = int(asked) if re.match(r'0*[1-9][0-9]*$', asked) else 2 ** (attempt - 1)
            if refusal.code not in (429, 503) or attempt >= ATTEMPTS or wait > LONGEST_WAIT:
                message = '%s: Exotel refused the request, HTTP %d %s' % (name, refusal.code, reason_in(refusal))
                raise Failure(message.rstrip())
            print('%s: HTTP %d, waiting %d s.' % (name, refusal.code, wait), file=sys.stderr)
        except (OSError, http.client.HTTPException) as error:
            reason = getattr(error, 'reason', None) or error
            raise Failure('%s: no reply (%s). They may have been updated. Run this again.' % (name, reason))
        time.sleep(wait)
        attempt += 1


# Compares the reply with the contacts, and prints those that were not updated. Returns how many were.
def check(batch, text, name):
    sids = [json.loads(line)['sid'] for line in batch]
    items = member(parse(text), 'response')
    if not isinstance(items, list) or len(items) != len(sids) or not all(map(matches, items, sids)):
        raise Failure(name + ': the reply does not match the contacts. They may have been updated. Run this again.')
    updated = 0
    for item, sid in zip(items, sids):
        code = member(item, 'code')
        if member(item, 'status') == 'success' and isinstance(code, int) and 200 <= code < 300:
            updated += 1
        else:
            print('%s: %s %s' % (sid, code, json.dumps(member(member(item, 'error_data'), 'description') or '')))
    return updated


def matches(item, sid):
    data = member(item, 'data')
    if not data and member(item, 'status') != 'success':
        return True
    return str(member(data, 'sid')).lower() == sid.lower()


def reason_in(refusal):
    try:
        error = member(member(parse(refusal.read()), 'response'), 'error_data')
    except (OSError, http.client.HTTPException):
        return ''
    description = member(error, 'description')
    return json.dumps(description) if description else ''


def parse(text):
    try:
        return json.loads(text.decode('utf-8'))
    except ValueError:
        return None


def member(value, name):
    return value.get(name) if isinstance(value, dict) else None


def variable(name):
    if not os.environ.get(name):
        raise Failure('Set the environment variable ' + name + '.')
    return os.environ[name]


try:
    sys.exit(0 if main() else 1)
except Failure as failure:
    sys.exit(str(failure))
`;
}
