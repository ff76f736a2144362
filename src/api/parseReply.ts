import { replyLimits } from './replyLimits';

/**
 * Parses a reply's JSON within bounds: JSON.parse alone takes gigabytes and many seconds for 64 MB of opening brackets or
 * of empty objects.
 * @returns the value, or what is wrong with the text, for the user
 */
export function parseReply(text: string): { value: unknown } | { problem: string } {
  if (text.trim() === '') return { problem: 'it is empty' };
  const problem = text.length > replyLimits.harmless ? findExcess(text) : undefined;
  if (problem) return { problem };
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { problem: 'it is not JSON, or was cut short' };
  }
}

/** One pass over the characters. Strings are walked by hand: most are so short that to search for their end takes longer. */
function findExcess(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case 0x22: // "
        at++;
        for (let code = text.charCodeAt(at); code !== 0x22 && at < text.length; code = text.charCodeAt(++at)) {
          if (code === 0x5c) at++;
        }
        break;
      case 0x5b: // [
      case 0x7b: // {
        if (++depth > replyLimits.depth) return 'it is nested too deeply';
        if (++values > replyLimits.values) return 'it contains too many values';
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
      case 0x2c: // ,
        if (++values > replyLimits.values) return 'it contains too many values';
        break;
    }
  }
  return undefined;
}
