import { count, numberText } from '../count';
import { describeTime } from '../run/describeTime';

/** What a download will read, and what it costs. */
export interface DownloadPlan {
  /** Region, as people know it. */
  readonly region: string;
  readonly host: string;
  readonly accountSid: string;
  /** With its folder. */
  readonly file: string;
  /** The file is there already. */
  readonly replaces: boolean;
  /** What becomes of an earlier download that is not continued: a sentence. */
  readonly replaced?: string | undefined;
  readonly list?: string | undefined;
  /** Contacts that will be in the file; undefined: not known. */
  readonly contacts: number | undefined;
  /** Contacts that are there from a download that is continued. */
  readonly done: number;
  /** Still to be sent; undefined: not known. */
  readonly requests: number | undefined;
  /** Sent already, to count the contacts. */
  readonly counting: number;
  readonly requestsPerMinute: number | undefined;
}

/** The details of the question before a download, a line each. */
export function describeDownload(plan: DownloadPlan): string {
  const { region, host, accountSid, file, list, contacts, done, requests, counting, requestsPerMinute } = plan;
  const lines = [`Region: ${region}, ${host}`, `Account: ${accountSid}`];
  if (list !== undefined) lines.push(`List: ${list}`);
  lines.push(`File: ${file}${plan.replaces ? ', which will be replaced' : ''}`);
  if (plan.replaced !== undefined) lines.push(plan.replaced);
  lines.push(`Contacts: ${contacts === undefined ? 'number not known' : numberText(contacts)}`);
  if (done > 0) lines.push(`Downloaded so far: ${numberText(done)}`);
  lines.push(
    requests === undefined
      ? 'Requests: number not known, 19 new contacts in each'
      : `Requests: ${numberText(requests)}${describeTime(requests, requestsPerMinute)}`,
  );
  if (counting > 0) lines.push(`Counting the contacts took ${count(counting, 'more request')}.`);
  return lines.join('\n');
}
