import { readSids } from '../chosenContacts';
import { previewChanges, type PreviewParts, type PreviewResult } from './previewChanges';

/** Previews what an update would change in some contacts of a file, against Exotel as it is now. @param sids theirs */
export function previewRows(parts: PreviewParts, file: unknown, sids: unknown): Promise<PreviewResult> {
  return previewChanges(parts, file, { against: 'exotel', sids: readSids(sids, 'read') });
}
