import { replyLimits } from './replyLimits';

/**
 * Parses a reply's JSON within bounds: JSON.parse alone takes gigabytes and many seconds for 64 MB of opening brackets or
 * of empty objects.
 * @returns the value, or what is wrong with the text, for the user
 */
export function parseReply(text: string): { value: unknown } | { problem: string } {
  if (text.trim() === '') return { problem: 'it is empty' };
  const problem = findExcess(text);
  if (problem) return { problem };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: 'it is not JSON, or was cut short' };
  }
}

/** One pass over the characters outside strings. */
function findExcess(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at = endOfString(text, at);
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > replyLimits.depth) return 'it is nested too deeply';
        if (++values > replyLimits.values) return 'it holds too many values';
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        if (++values > replyLimits.values) return 'it holds too many values';
        break;
    }
  }
  return undefined;
}

function endOfString(text: string, start: number): number {
  for (let at = text.indexOf('"', start + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    let backslashes = 0;
    while (text.charCodeAt(at - 1 - backslashes) === 0x5c) backslashes++;
    if (backslashes % 2 === 0) return at;
  }
  return text.length;
}
