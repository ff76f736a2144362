import type { DownloadMark } from '../src/core/download/downloadMark';

/** Of a download of the whole account. */
export const mark: DownloadMark = {
  region: 'mumbai',
  account: 'exotel8u3',
  begun: Date.UTC(2026, 0, 31, 8),
  read: Date.UTC(2026, 0, 31, 8, 17),
};
