import { PageFeed } from '../../src/editor/results/pageFeed';
import type { RowView } from '../../src/webview/resultRows';
import { fail, ListedResults } from '../listedResults';
import { sidOf } from '../sidOf';
import { bytesOf, sentMessage } from '../webviewMessage';

/** What the results page is sent of a run that is over, in bytes: every ninth row rejected, the others updated. */
export async function snapshotBytes(count: number): Promise<number> {
  const rows = Array.from({ length: count }, (_, n): RowView => {
    if (n % 9 === 0) return [n + 2, sidOf(n), 'rejected', '1000', 'Contact not found (Not Found)', 1];
    return [n + 2, sidOf(n), 'updated', '', '', 1];
  });
  let bytes = 0;
  await new PageFeed(new ListedResults(rows), (message) => (bytes += bytesOf(sentMessage(message))), fail).pageReady();
  return bytes;
}
