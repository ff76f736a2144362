import { jsonMembers } from '../json/jsonMembers';
import type { Outcome } from '../outcome';
import { isVerdictField, verdictFields, verdictTexts } from './verdictFields';

/**
 * A contact of JSON with its verdict as the last members, spaced as its own last member is; an earlier verdict is replaced.
 * @param written what is no object that can be read stays as it is
 */
export function contactWithVerdict(written: string, outcome: Outcome | undefined): string {
  const members = jsonMembers(written, { start: 0, end: written.length });
  if (!members) return written;
  const [first] = members;
  const last = members.at(-1);
  const beginning = written.slice(0, first?.nameRange.start ?? 1);
  const end = written.slice(last?.end ?? 1);
  const colon = last ? written.slice(last.nameRange.end, last.start) : ':';
  const before = members.at(-2);
  const comma = before ? written.slice(before.end, last!.nameRange.start) : `,${beginning.slice(1)}`;

  let text = '';
  let previousEnd = 0;
  for (const { name, nameRange, end: memberEnd } of members) {
    if (!isVerdictField(name)) {
      if (text) text += written.slice(previousEnd, nameRange.start);
      text += written.slice(nameRange.start, memberEnd);
    }
    previousEnd = memberEnd;
  }
  const texts = verdictTexts(outcome);
  for (const [index, name] of verdictFields.entries()) {
    if (text) text += comma;
    text += `"${name}"${colon}${JSON.stringify(texts[index])}`;
  }
  return beginning + text + end;
}
