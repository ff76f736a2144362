import { endpointPattern, longestWait, summaryOf, timeout, type CodeRequest } from './codeRequest';
import { escapeInJson, unseen } from './contactLine';

const tick = '`';

/** For Go 1.16 or newer, without modules. A raw string keeps everything but backticks; a byte order mark does not compile. */
export function go(request: CodeRequest): string {
  const { origin, batchSize, attempts, contacts } = request;
  const escaped = (line: string) => escapeInJson(escapeInJson(line, unseen), /`/g);
  const isFile = 'file' in contacts;
  const source = isFile
    ? `const file = ${JSON.stringify(contacts.file)}`
    : `const contacts = ${tick}\n${contacts.lines.map(escaped).join('\n')}\n${tick}`;
  const read = isFile
    ? `	contacts, err := os.ReadFile(file)
	if err != nil {
		return false, err
	}
`
    : '';
  return String.raw`// ${summaryOf(request)}
// Needs Go 1.16 or newer. Save it as update_contacts.go, then run: go run update_contacts.go
// Set EXOTEL_API_KEY, EXOTEL_API_TOKEN and EXOTEL_ACCOUNT_SID first.
// The exit status is 0 only if Exotel confirmed every contact.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"
)

const batchSize = ${batchSize}
const attempts = ${attempts}
const longestWait = ${longestWait} // seconds
${source}

type item struct {
	Code   int
	Status string
	Data   *struct{ Sid string }
	Error  *struct{ Description string } ${tick}json:"error_data"${tick}
}

// A redirect is an answer like any other: the key must not go to another host.
var client = &http.Client{
	Timeout:       ${timeout} * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func main() {
	complete, err := update()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	if err != nil || !complete {
		os.Exit(1)
	}
}

func update() (bool, error) {
	for _, name := range []string{"EXOTEL_API_KEY", "EXOTEL_API_TOKEN", "EXOTEL_ACCOUNT_SID"} {
		if os.Getenv(name) == "" {
			return false, errors.New("Set the environment variable " + name + ".")
		}
	}
	origin := os.Getenv("EXOTEL_ENDPOINT")
	if origin == "" {
		origin = "${origin}"
	}
	origin = strings.TrimRight(origin, "/")
	if !regexp.MustCompile(${tick}${endpointPattern}${tick}).MatchString(origin) {
		return false, errors.New("EXOTEL_ENDPOINT must start with https://")
	}
	address := origin + "/v2/accounts/" + url.PathEscape(os.Getenv("EXOTEL_ACCOUNT_SID")) + "/contacts"
${read}	var lines []string
	for _, line := range strings.Split(string(contacts), "\n") {
		if strings.TrimSpace(line) != "" {
			lines = append(lines, line)
		}
	}
	if len(lines) == 0 {
		return false, errors.New("There are no contacts to update.")
	}

	updated := 0
	for first := 0; first < len(lines); first += batchSize {
		last := first + batchSize
		if last > len(lines) {
			last = len(lines)
		}
		name := fmt.Sprintf("Contacts %d to %d", first+1, last)
		reply, err := send(address, ${tick}{"contacts":[${tick}+strings.Join(lines[first:last], ",")+"]}", name)
		if err == nil {
			var confirmed int
			confirmed, err = check(lines[first:last], reply, name)
			updated += confirmed
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			break
		}
	}
	fmt.Printf("%d of %d contacts updated.\n", updated, len(lines))
	return updated == len(lines), nil
}

// Sends the contacts as they are written, so that no digit of a number is lost. Returns the text of the reply.
func send(address, body, name string) ([]byte, error) {
	for attempt := 1; ; attempt++ {
		request, err := http.NewRequest("PUT", address, strings.NewReader(body))
		if err != nil {
			return nil, err
		}
		request.SetBasicAuth(os.Getenv("EXOTEL_API_KEY"), os.Getenv("EXOTEL_API_TOKEN"))
		request.Header.Set("Content-Type", "application/json")
		reply, err := client.Do(request)
		var text []byte
		if err == nil {
			text, err = io.ReadAll(reply.Body)
			reply.Body.Close()
		}
		if err != nil {
			return nil, fmt.Errorf("%s: no reply (%v). They may have been updated. Run this again.", name, err)
		}
		if reply.StatusCode >= 200 && reply.StatusCode < 300 {
			return text, nil
		}
		wait, err := strconv.Atoi(strings.TrimSpace(reply.Header.Get("Retry-After")))
		if err != nil || wait <= 0 {
			wait = 1 << (attempt - 1)
		}
		if (reply.StatusCode != 429 && reply.StatusCode != 503) || attempt >= attempts || wait > longestWait {
			var refusal struct{ Response item }
			message := fmt.Sprintf("%s: Exotel refused the request, HTTP %d", name, reply.StatusCode)
			if json.Unmarshal(text, &refusal) == nil && refusal.Response.Error != nil {
				message += fmt.Sprintf(" %q", refusal.Response.Error.Description)
			}
			return nil, errors.New(message)
		}
		fmt.Fprintf(os.Stderr, "%s: HTTP %d, waiting %d s.\n", name, reply.StatusCode, wait)
		time.Sleep(time.Duration(wait) * time.Second)
	}
}

// Compares the reply with the contacts, and prints those that were not updated. Returns how many were.
func check(lines []string, text []byte, name string) (int, error) {
	var reply struct{ Response []item }
	err := json.Unmarshal(text, &reply)
	matches := err == nil && len(reply.Response) == len(lines)
	sids := make([]string, len(lines))
	for at, line := range lines {
		var contact struct{ Sid string }
		if err := json.Unmarshal([]byte(line), &contact); err != nil {
			return 0, err
		}
		sids[at] = contact.Sid
		if matches {
			item := reply.Response[at]
			isSilent := item.Data == nil && item.Status != "success"
			matches = isSilent || (item.Data != nil && strings.EqualFold(item.Data.Sid, contact.Sid))
		}
	}
	if !matches {
		return 0, errors.New(name + ": the reply does not match the contacts. They may have been updated. Run this again.")
	}
	updated := 0
	for at, item := range reply.Response {
		if item.Status == "success" && item.Code >= 200 && item.Code < 300 {
			updated++
			continue
		}
		reason := ""
		if item.Error != nil {
			reason = item.Error.Description
		}
		fmt.Printf("%s: %d %q\n", sids[at], item.Code, reason)
	}
	return updated, nil
}
`;
}
