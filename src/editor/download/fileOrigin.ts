import { regions, type RegionId, type Target } from '../../api/region';
import { count } from '../../core/count';
import { marksIn, type DownloadMark } from '../../core/download/downloadMark';
import { finishInSlices } from '../../core/steps';
import type { CheckedContacts } from '../readContacts';
import { endpointLabel } from '../region/endpoint';

/** A download that a file is of, as the file says. */
export interface FileOrigin extends DownloadMark {
  readonly target: Target;
}

/** Several where downloads were put together in one file; none where it does not say. */
export async function originsOf({ checked }: CheckedContacts): Promise<readonly FileOrigin[]> {
  const marks = await finishInSlices(marksIn(checked.file));
  return marks.flatMap((mark) => {
    const target = targetOf(mark);
    return target ? [{ ...mark, target }] : [];
  });
}

/** "Mumbai (exotel8u3), list 5f…, the first 100 contacts" */
export function originLabel({ target, list, first, read, unread }: FileOrigin): string {
  return [
    `${endpointLabel(target)} (${target.accountSid})`,
    ...(list === undefined ? [] : [`list ${list}`]),
    ...(first === undefined ? [] : [`the first ${count(first, 'contact')}`]),
    ...(read === undefined || unread ? ['incomplete'] : []),
  ].join(', ');
}

function targetOf({ region, origin = '', account: accountSid }: DownloadMark): Target | undefined {
  if (!Object.hasOwn(regions, region) || (region === 'custom' && !URL.canParse(origin))) return undefined;
  const id = region as RegionId;
  return { region: id, origin: id === 'custom' ? origin : (regions[id].origin ?? ''), accountSid };
}
