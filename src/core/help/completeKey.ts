import { getLocation, parseTree } from 'jsonc-parser';
import { contactFields, fieldOfKey } from '../contact';
import type { Completion } from './completeHeader';

export interface KeyCompletion extends Completion {
  /** It already has a value. */
  readonly hasValue: boolean;
  /** Whether the object is a contact for certain: it has a sid, and is in a list of contacts. */
  readonly isContact: boolean;
}

/** As far as is looked for the object around a place, and for its other keys. */
const reach = 20_000;

/** The keys that a JSON contact still lacks, when the place is where a key of it can be. */
export function completeKey(text: string, offset: number): KeyCompletion | undefined {
  const from = objectAround(text, offset);
  if (from === undefined) return undefined;
  const object = text.slice(from, offset + reach);
  const { isAtPropertyKey, path, previousNode } = getLocation(object, offset - from);
  if (!isAtPropertyKey || path.length !== 1) return undefined;
  const members = parseTree(object)?.children ?? [];
  const inKey = previousNode?.type === 'property' || previousNode?.type === 'string';
  const start = inKey ? from + previousNode.offset : offset;
  const end = inKey ? start + previousNode.length : offset;
  const present = new Set(
    members.flatMap(({ children: [key] = [] }) => {
      const isHere = key !== undefined && from + key.offset === start;
      return key && !isHere ? fieldOfKey(String(key.value)) : undefined;
    }),
  );
  return {
    start,
    end,
    names: contactFields.filter((field) => !present.has(field)),
    isContact: present.has('sid') && /"contacts"\s*:\s*\[/.test(text.slice(0, from)),
    hasValue: /^\s*:/.test(text.slice(end, end + reach)),
  };
}

/** Offset of the bracket that opens the contact around a place; undefined when that is something inside a field. */
function objectAround(text: string, offset: number): number | undefined {
  let depth = 0;
  for (let at = offset - 1; at >= Math.max(0, offset - reach); at--) {
    switch (text.charAt(at)) {
      case '}':
      case ']':
        depth++;
        break;
      case '[':
      case '{':
        if (depth-- > 0) break;
        return text[at] === '{' && !/:\s*$/.test(text.slice(Math.max(0, at - 200), at)) ? at : undefined;
    }
  }
  return undefined;
}
