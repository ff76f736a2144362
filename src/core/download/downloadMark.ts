import type { ContactFile } from '../file/contactFile';
import type { Steps } from '../steps';

/** What a downloaded file says of itself. It is of the time of the download: since then, anybody may have edited the file. */
export interface DownloadMark {
  readonly region: string;
  /** Of a custom endpoint. */
  readonly origin?: string | undefined;
  readonly account: string;
  /** The SID of the list, where it is not of the whole account. */
  readonly list?: string | undefined;
  /** It was asked for so many contacts, the first ones. */
  readonly first?: number | undefined;
  /** Epoch in milliseconds: before the first contact was read. */
  readonly begun: number;
  /** Epoch in milliseconds: after the last one was read. Absent while the download is not over. */
  readonly read?: number | undefined;
  /** Contacts that could not be read. */
  readonly unread?: number | undefined;
}

/** Begins with `exotel_`, so that it is passed over in silence when the file is checked or sent. */
export const markName = 'exotel_download';

/** As one text without a quote, a delimiter or a line break: "region=mumbai account=exotel8u3 begun=2026-01-31T08:00:00.000Z" */
export function markText({ begun, read, ...mark }: DownloadMark): string {
  const time = (at: number | undefined) => (at === undefined ? undefined : new Date(at).toISOString());
  return Object.entries({ ...mark, begun: time(begun), read: time(read) })
    .flatMap(([name, value]) => (value === undefined ? [] : `${name}=${value}`))
    .join(' ');
}

/**
 * What a file says of the downloads that it is of, each once. It is where no sort, no edit of a contact and no program that saves the file
 * again takes it away: in the object around the contacts, in the name of a CSV's last column, else in the first contact.
 */
export function* marksIn(file: ContactFile): Steps<DownloadMark[]> {
  const { text, rows, columns, format } = file;
  const found = columns.flatMap(({ name }) => (name.toLowerCase().startsWith(markName) ? name : []));
  if (format !== 'csv') {
    const ranges = yield* file.valueRanges(markName);
    for (let at = 0; at < ranges.length; at += 2) {
      if (ranges[at] !== -1) found.push(text.slice(ranges[at]!, ranges[at + 1]!));
    }
    const last = rows.length - 1;
    const around = last < 0 ? '' : text.slice(0, rows.start(0)) + text.slice(rows.end(last), text.length);
    for (const [, value] of around.matchAll(memberOfDocument)) found.push(value!);
  }
  return [...new Set(found)].flatMap((written) => readMark(written) ?? []);
}

const memberOfDocument = new RegExp(`"${markName}"\\s*:\\s*("[^"]*")`, 'g');

function readMark(written: string): DownloadMark | undefined {
  // Some programs write "/" as "\\/" into JSON.
  const facts = new Map(
    written
      .replaceAll('\\/', '/')
      .split(/[\s"]/)
      .map((fact): [string, string] => [fact.slice(0, fact.indexOf('=')), fact.slice(fact.indexOf('=') + 1)]),
  );
  const [region, account] = [facts.get('region'), facts.get('account')];
  const time = (name: string) => Date.parse(facts.get(name) ?? '') || undefined;
  const begun = time('begun');
  if (region === undefined || account === undefined || begun === undefined) return undefined;
  const number = (name: string) => Number(facts.get(name)) || undefined;
  return {
    region,
    origin: facts.get('origin'),
    account,
    list: facts.get('list'),
    first: number('first'),
    begun,
    read: time('read'),
    unread: number('unread'),
  };
}
