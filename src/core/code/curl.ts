import { endpointPattern, longestWait, summaryOf, timeout, type CodeRequest } from './codeRequest';

/** In a template, `${` begins a value. */
const parameter = (expansion: string) => `"\${${expansion}}"`;

const quoted = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * For a POSIX shell, with curl and what every system has beside it. JSON is read by awk, record by record between quotation marks, in time linear in its
 * length. The key goes to curl through a pipe: its arguments are there for every user of the machine to see. All of it goes to sh in a
 * quoted heredoc, so that it can be pasted into a terminal with another shell, in which words and signs have other meanings.
 */
export function curl(request: CodeRequest): string {
  const { origin, batchSize, attempts, contacts } = request;
  const source =
    'lines' in contacts
      ? `<<'CONTACTS' || exit 1\n${contacts.lines.join('\n')}\nCONTACTS`
      : `<${quoted(contacts.file)} || exit 1`;
  return String.raw`sh <<'UPDATE_CONTACTS'
# ${summaryOf(request)}
# Needs curl, awk, grep, sed and mktemp. Paste it into a terminal, or save it as update-contacts.sh and run: sh update-contacts.sh
# Set EXOTEL_API_KEY, EXOTEL_API_TOKEN and EXOTEL_ACCOUNT_SID first.
# The exit status is 0 only if Exotel confirmed every contact.
: ${parameter('EXOTEL_API_KEY:?is not set')} ${parameter('EXOTEL_API_TOKEN:?is not set')} ${parameter('EXOTEL_ACCOUNT_SID:?is not set')}
origin=$(printf '%s' ${parameter(`EXOTEL_ENDPOINT:-${origin}`)} | sed 's:/*$::')
if ! printf '%s\n' "$origin" | grep -Eq '${endpointPattern}'; then
  echo 'EXOTEL_ENDPOINT must start with https://' >&2
  exit 1
fi
case $EXOTEL_ACCOUNT_SID in *[!A-Za-z0-9._-]*)
  echo 'EXOTEL_ACCOUNT_SID contains characters that an account SID cannot have.' >&2
  exit 1 ;;
esac
url=$origin/v2/accounts/$EXOTEL_ACCOUNT_SID/contacts
user=$(printf '%s:%s' "$EXOTEL_API_KEY" "$EXOTEL_API_TOKEN" | sed 's/[\\"]/\\&/g')

export LC_ALL=C
umask 077
directory=$(mktemp -d) || exit 1
trap 'rm -rf "$directory"' EXIT
trap 'exit 1' HUP INT TERM

# Writes the body of each request to a file: body1, body2 and so on.
(cd "$directory" && awk -v size=${batchSize} '
  BEGIN { ORS = "" }
  /[^ \t\r]/ {
    if (count++ % size == 0) {
      if (body) { print "]}" > body; close(body) }
      body = "body" (++bodies)
      print "{\"contacts\":[" > body
    } else print "," > body
    print > body
  }
  END { if (body) print "]}" > body; print count + 0 > "count" }
') ${source}
cd "$directory" || exit 1
count=$(cat count)

# Reads a body, then its reply, and compares them. Prints the contacts that were not updated.
cat >check.awk <<'AWK'
BEGIN { RS = "\"" }
FNR == 1 { file++; depth = 0; inString = 0; value = ""; for (part in key) delete key[part] }
inString {
  text = text $0
  # A quotation mark after an odd number of backslashes belongs to the string.
  if (match($0, /\\+$/) && RLENGTH % 2) text = text "\""
  else { inString = 0; value = text }
  next
}
{
  for (at = 1; at <= length($0); at++) {
    character = substr($0, at, 1)
    if (character == "{" || character == "[") {
      if (depth == 2 && key[1] == "response" && type[2] == "[" && place[2] + 1 > items) items = place[2] + 1
      depth++; type[depth] = character; key[depth] = ""; place[depth] = 0
    }
    else if (character == ":") { key[depth] = value; value = "" }
    else if (character == ",") { take(); place[depth]++ }
    else if (character == "}" || character == "]") { take(); delete key[depth]; depth-- }
    else if (character !~ /[ \t\r\n]/) value = value character
  }
  inString = 1
  text = ""
}
function take() {
  if (file == 1 && depth == 3 && key[3] == "sid") { sids[place[2]] = value; if (place[2] + 1 > count) count = place[2] + 1 }
  else if (file == 2 && key[1] == "response") {
    if (depth == 3 && type[2] == "[" && key[3] == "code") code[place[2]] = value
    else if (depth == 3 && type[2] == "[" && key[3] == "status") state[place[2]] = value
    else if (depth == 4 && key[3] == "data" && key[4] == "sid") named[place[2]] = value
    else if (depth == 4 && key[3] == "error_data" && key[4] == "description") reason[place[2]] = value
    else if (depth == 3 && type[2] == "{" && key[2] == "error_data" && key[3] == "description") refused = value
  }
  value = ""
}
END {
  if (status !~ /^2/) {
    print contacts ": Exotel refused the request, HTTP " status (refused == "" ? "" : " \"" refused "\"") > "/dev/stderr"
    exit 1
  }
  matches = items == count && depth == 0
  for (i = 0; i < count; i++) {
    if (state[i] == "success" && named[i] == "") matches = 0
    if (named[i] != "" && tolower(named[i]) != tolower(sids[i])) matches = 0
  }
  if (!matches) {
    print contacts ": the reply does not match the contacts. They may have been updated. Run this again." > "/dev/stderr"
    exit 1
  }
  for (i = 0; i < count; i++) {
    if (state[i] == "success" && code[i] ~ /^2[0-9][0-9]$/) updated++
    else print sids[i] ": " code[i] " \"" reason[i] "\""
  }
  print updated + 0 > "updated"
}
AWK

total=0
first=1
batch=1
while [ -f body$batch ]; do
  last=$((first + ${batchSize} - 1))
  if [ $last -gt $count ]; then last=$count; fi
  contacts="Contacts $first to $last"
  attempt=1
  while :; do
    http=$(printf 'user = "%s"\n' "$user" | curl --config - --silent --show-error --max-time ${timeout} \
      --request PUT --header 'Content-Type: application/json' --data-binary @body$batch \
      --dump-header headers --output reply --write-out '%{http_code}' "$url") || {
      echo "$contacts: no reply. They may have been updated. Run this again." >&2
      break 2
    }
    case $http in 429 | 503) ;; *) break ;; esac
    if [ $attempt -ge ${attempts} ]; then break; fi
    pause=$(awk -F ': *' 'tolower($1) == "retry-after" && $2 ~ /^[0-9]+\r?$/ { seconds = $2 + 0 } END { print seconds }' headers)
    if [ "${'$'}{pause:-0}" -eq 0 ]; then pause=$((1 << (attempt - 1))); fi
    if [ $pause -gt ${longestWait} ]; then break; fi
    echo "$contacts: HTTP $http, waiting $pause s." >&2
    sleep $pause
    attempt=$((attempt + 1))
  done
  if [ ! -f reply ]; then : >reply; fi
  awk -v status=$http -v contacts="$contacts" -f check.awk body$batch reply || break
  total=$((total + $(cat updated)))
  rm -f reply
  first=$((last + 1))
  batch=$((batch + 1))
done
echo "$total of $count contacts updated."
[ $count -gt 0 ] && [ $total -eq $count ]
UPDATE_CONTACTS
`;
}
