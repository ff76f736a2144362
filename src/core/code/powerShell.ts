import { endpointPattern, longestWait, summaryOf, timeout, type CodeRequest } from './codeRequest';
import { escapeInJson } from './contactLine';

/** Windows PowerShell 5.1 reads at most 2 MB of JSON, and a reply has the complete contacts. */
const largestBatch = 1_000;

const quoted = (text: string) => `'${text.replace(/['‘’‚‛]/g, '$&$&')}'`;

/**
 * For Windows PowerShell 5.1 or newer, with the `curl.exe` of Windows. A here-string keeps everything, but Windows PowerShell takes a
 * script without a byte order mark for text in the code page of the system: so everything beyond ASCII has JSON's escapes.
 */
export function powerShell(wanted: CodeRequest): string {
  const request = { ...wanted, batchSize: Math.min(wanted.batchSize, largestBatch) };
  const { origin, batchSize, attempts, contacts } = request;
  const ascii = (line: string) => escapeInJson(line, /[^\t\x20-\x7e]/g);
  const source =
    'lines' in contacts
      ? `@'\n${contacts.lines.map(ascii).join('\n')}\n'@`
      : `[IO.File]::ReadAllText(${quoted(contacts.file)})`;
  return String.raw`# ${summaryOf(request)}
# Needs Windows PowerShell 5.1 or newer and curl.exe. Save it as update-contacts.ps1, then run:
#   powershell -ExecutionPolicy Bypass -File update-contacts.ps1
# Set EXOTEL_API_KEY, EXOTEL_API_TOKEN and EXOTEL_ACCOUNT_SID first.
# The exit status is 0 only if Exotel confirmed every contact.
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $false
$batchSize = ${batchSize}
$attempts = ${attempts}
$longestWait = ${longestWait} # seconds
$text = ${source}
$utf8 = New-Object Text.UTF8Encoding $false
$OutputEncoding = $utf8

function Read-Variable([string] $name) {
  $value = [Environment]::GetEnvironmentVariable($name)
  if (-not $value) { throw "Set the environment variable $name." }
  $value
}

function ConvertFrom-Text([string] $json) {
  try { ConvertFrom-Json $json } catch { $null }
}

# Sends the contacts as they are written, so that no digit of a number is lost. Returns the text of the reply.
# The key goes to curl through a pipe: its arguments are there for every user of the machine to see.
function Send-Contacts([string] $url, [string] $user, [string] $folder, [string] $name) {
  $arguments = @(
    '--config', '-', '--silent', '--show-error', '--max-time', '${timeout}', '--request', 'PUT',
    '--header', 'Content-Type: application/json', '--data-binary', "@$folder/body",
    '--dump-header', "$folder/headers", '--output', "$folder/reply", '--write-out', '%{http_code}', $url
  )
  for ($attempt = 1; ; $attempt++) {
    $status = ('user = "' + $user + '"') | curl.exe @arguments
    if ($LASTEXITCODE -ne 0) { throw ($name + ': no reply. They may have been updated. Run this again.') }
    $reply = if (Test-Path "$folder/reply") { [IO.File]::ReadAllText("$folder/reply") } else { '' }
    if ($status -match '^2') { return $reply }
    $wait = [Math]::Pow(2, $attempt - 1)
    foreach ($line in [IO.File]::ReadAllLines("$folder/headers")) {
      if ($line -match '^Retry-After: *0*([1-9][0-9]{0,8})\s*$') { $wait = [int] $Matches[1] }
    }
    if ('429', '503' -notcontains $status -or $attempt -ge $attempts -or $wait -gt $longestWait) {
      $refusal = (ConvertFrom-Text $reply).response
      $reason = if ($refusal.error_data.description) { ' ' + (ConvertTo-Json $refusal.error_data.description) } else { '' }
      throw ($name + ': Exotel refused the request, HTTP ' + $status + $reason)
    }
    [Console]::Error.WriteLine($name + ': HTTP ' + $status + ', waiting ' + $wait + ' s.')
    Start-Sleep -Seconds $wait
  }
}

# Compares the reply with the contacts, and prints those that were not updated. Returns how many were.
function Confirm-Reply([string[]] $batch, [string] $reply, [string] $name) {
  $items = @((ConvertFrom-Text $reply).response)
  $sids = @($batch | ForEach-Object { (ConvertFrom-Json $_).sid })
  $matching = $items.Count -eq $sids.Count
  for ($at = 0; $matching -and $at -lt $sids.Count; $at++) {
    $isSilent = -not $items[$at].data -and $items[$at].status -ne 'success'
    $matching = $isSilent -or $items[$at].data.sid -eq $sids[$at]
  }
  if (-not $matching) { throw ($name + ': the reply does not match the contacts. They may have been updated. Run this again.') }
  $updated = 0
  for ($at = 0; $at -lt $sids.Count; $at++) {
    $item = $items[$at]
    if ($item.status -eq 'success' -and $item.code -ge 200 -and $item.code -lt 300) { $updated++ }
    else { [Console]::WriteLine($sids[$at] + ': ' + $item.code + ' ' + (ConvertTo-Json ([string] $item.error_data.description))) }
  }
  $updated
}

$folder = Join-Path ([IO.Path]::GetTempPath()) ([Guid]::NewGuid().ToString())
$complete = $false
try {
  $contacts = @($text -split '\r?\n' | Where-Object { $_.Trim() })
  $account = [Uri]::EscapeDataString((Read-Variable 'EXOTEL_ACCOUNT_SID'))
  $user = ((Read-Variable 'EXOTEL_API_KEY') + ':' + (Read-Variable 'EXOTEL_API_TOKEN')) -replace '([\\"])', '\$1'
  $origin = if ($env:EXOTEL_ENDPOINT) { $env:EXOTEL_ENDPOINT } else { '${origin}' }
  $origin = $origin.TrimEnd('/')
  if ($origin -notmatch '${endpointPattern}') { throw 'EXOTEL_ENDPOINT must start with https://' }
  if ($contacts.Count -eq 0) { throw 'There are no contacts to update.' }
  $url = $origin + '/v2/accounts/' + $account + '/contacts'
  [void] (New-Item -ItemType Directory $folder)
  $updated = 0
  try {
    for ($first = 0; $first -lt $contacts.Count; $first += $batchSize) {
      $last = [Math]::Min($first + $batchSize, $contacts.Count) - 1
      $batch = $contacts[$first..$last]
      [IO.File]::WriteAllText("$folder/body", '{"contacts":[' + ($batch -join ',') + ']}', $utf8)
      $name = 'Contacts ' + ($first + 1) + ' to ' + ($last + 1)
      $reply = Send-Contacts $url $user $folder $name
      $updated += Confirm-Reply $batch $reply $name
      Remove-Item "$folder/reply"
    }
  } catch {
    [Console]::Error.WriteLine($_.Exception.Message)
  }
  [Console]::WriteLine([string] $updated + ' of ' + $contacts.Count + ' contacts updated.')
  $complete = $updated -eq $contacts.Count
} catch {
  [Console]::Error.WriteLine($_.Exception.Message)
} finally {
  if (Test-Path $folder) { Remove-Item -Recurse -Force $folder }
}
if (-not $complete) { exit 1 }
`;
}
