import { endpointPattern, longestWait, summaryOf, timeout, type CodeRequest } from './codeRequest';
import { escapeInJson, unseen } from './contactLine';

const quoted = (text: string) => `'${text.replace(/[\\']/g, String.raw`\$&`)}'`;

/** For PHP 7.1 or newer with `openssl`, which every `php-cli` has; its curl is a package of its own. A nowdoc keeps everything. */
export function php(request: CodeRequest): string {
  const { origin, batchSize, attempts, contacts } = request;
  const source =
    'lines' in contacts
      ? `<<<'CONTACTS'\n${contacts.lines.map((line) => escapeInJson(line, unseen)).join('\n')}\nCONTACTS`
      : `file_get_contents(${quoted(contacts.file)})`;
  return String.raw`<?php
// ${summaryOf(request)}
// Needs PHP 7.1 or newer, with openssl. Save it as update-contacts.php, then run: php update-contacts.php
// Set EXOTEL_API_KEY, EXOTEL_API_TOKEN and EXOTEL_ACCOUNT_SID first.
// The exit status is 0 only if Exotel confirmed every contact.
const BATCH_SIZE = ${batchSize};
const ATTEMPTS = ${attempts};
const LONGEST_WAIT = ${longestWait}; // seconds
$text = ${source};

function main(string $text): bool
{
    $contacts = array_values(array_filter(explode("\n", $text), function ($line) { return trim($line) !== ''; }));
    if (!$contacts) {
        throw new RuntimeException('There are no contacts to update.');
    }
    $account = rawurlencode(variable('EXOTEL_ACCOUNT_SID'));
    $origin = rtrim(getenv('EXOTEL_ENDPOINT') ?: '${origin}', '/');
    if (!preg_match('~${endpointPattern}~', $origin)) {
        throw new RuntimeException('EXOTEL_ENDPOINT must start with https://');
    }
    $url = $origin . '/v2/accounts/' . $account . '/contacts';
    $credentials = variable('EXOTEL_API_KEY') . ':' . variable('EXOTEL_API_TOKEN');
    $headers = ['Authorization: Basic ' . base64_encode($credentials), 'Content-Type: application/json'];

    $updated = 0;
    foreach (array_chunk($contacts, BATCH_SIZE) as $index => $batch) {
        $first = $index * BATCH_SIZE;
        $name = 'Contacts ' . ($first + 1) . ' to ' . ($first + count($batch));
        try {
            $reply = send($url, $headers, '{"contacts":[' . implode(',', $batch) . ']}', $name);
            $updated += check($batch, $reply, $name);
        } catch (RuntimeException $failure) {
            fwrite(STDERR, $failure->getMessage() . "\n");
            break;
        }
    }
    echo $updated . ' of ' . count($contacts) . " contacts updated.\n";
    return $updated === count($contacts);
}

/** Sends the contacts as they are written, so that no digit of a number is lost. Returns the text of the reply. */
function send(string $url, array $headers, string $body, string $name): string
{
    $options = [
        'method' => 'PUT', 'header' => $headers, 'content' => $body, 'timeout' => ${timeout},
        'protocol_version' => 1.1, 'follow_location' => 0, 'ignore_errors' => true,
    ];
    $options['header'][] = 'Connection: close';
    for ($attempt = 1; ; $attempt++) {
        $stream = @fopen($url, 'r', false, stream_context_create(['http' => $options]));
        if ($stream === false) {
            throw new RuntimeException($name . ': no reply. They may have been updated. Run this again.');
        }
        $reply = (string) stream_get_contents($stream);
        $status = 0;
        $wait = 2 ** ($attempt - 1);
        foreach (stream_get_meta_data($stream)['wrapper_data'] as $line) {
            if (preg_match('~^HTTP/\S+ (\d{3})~', $line, $found)) {
                $status = (int) $found[1];
            } elseif (preg_match('~^Retry-After: *0*([1-9]\d{0,8})\s*$~i', $line, $found)) {
                $wait = (int) $found[1];
            }
        }
        fclose($stream);
        if ($status >= 200 && $status < 300) {
            return $reply;
        }
        if (!in_array($status, [429, 503], true) || $attempt >= ATTEMPTS || $wait > LONGEST_WAIT) {
            $reason = json_decode($reply, true)['response']['error_data']['description'] ?? '';
            $message = $name . ': Exotel refused the request, HTTP ' . $status;
            throw new RuntimeException($message . ($reason === '' ? '' : ' ' . json_encode($reason)));
        }
        fwrite(STDERR, $name . ': HTTP ' . $status . ', waiting ' . $wait . " s.\n");
        sleep($wait);
    }
}

/** Compares the reply with the contacts, and prints those that were not updated. Returns how many were. */
function check(array $batch, string $reply, string $name): int
{
    $items = json_decode($reply, true)['response'] ?? null;
    $sids = array_map(function ($line) { return json_decode($line, true)['sid'] ?? ''; }, $batch);
    $matches = is_array($items) && array_keys($items) === array_keys($sids);
    foreach ($matches ? $items : [] as $at => $item) {
        $named = $item['data']['sid'] ?? null;
        $isSilent = empty($item['data']) && ($item['status'] ?? '') !== 'success';
        $matches = $matches && ($isSilent || (is_string($named) && strtolower($named) === strtolower($sids[$at])));
    }
    if (!$matches) {
        throw new RuntimeException(
            $name . ': the reply does not match the contacts. They may have been updated. Run this again.'
        );
    }
    $updated = 0;
    foreach ($items as $at => $item) {
        $code = $item['code'] ?? 0;
        if (($item['status'] ?? '') === 'success' && $code >= 200 && $code < 300) {
            $updated++;
        } else {
            echo $sids[$at] . ': ' . $code . ' ' . json_encode($item['error_data']['description'] ?? '') . "\n";
        }
    }
    return $updated;
}

function variable(string $name): string
{
    $value = getenv($name);
    if ($value === false || $value === '') {
        throw new RuntimeException('Set the environment variable ' . $name . '.');
    }
    return $value;
}

try {
    exit(main($text) ? 0 : 1);
} catch (RuntimeException $failure) {
    fwrite(STDERR, $failure->getMessage() . "\n");
    exit(1);
}
`;
}
