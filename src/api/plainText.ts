/** Far more than is shown; keeps the work small, whatever a server sends. */
const longestRead = 2_000;
const longestShown = 300;
/** Shorter ones are not secrets, and masking them would garble everything. */
const shortestSecret = 6;

/** Turns a server's text into one that can be shown. */
export type ToPlainText = (text: string) => string;

/**
 * Makes the cleaner for one client's replies: one line without control characters, direction overrides and HTML tags, cut
 * at 300 characters, and without the secrets, should a careless server repeat them.
 */
export function plainTextWithout(secrets: readonly string[]): ToPlainText {
  const spelt = secrets
    .filter(({ length }) => length >= shortestSecret)
    .flatMap((secret) => [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  const spellings = [...new Set(spelt)].sort((a, b) => b.length - a.length);
  const longest = spellings[0]?.length ?? 0;
  const secret = spellings.length ? new RegExp(spellings.map(literally).join('|'), 'gi') : undefined;
  return (text) => {
    let plain = stripped(text.slice(0, longestRead + longest));
    if (secret) plain = plain.replace(secret, '•••');
    plain = plain.replace(/\b(authorization\W{1,4}(?:basic|bearer)\s+)[\w+/=.~-]+/gi, '$1•••');
    // Where the reading ended half a secret may be.
    if (text.length > longestRead + longest) plain = plain.slice(0, -longest || undefined);
    return plain.length > longestShown ? `${wellEnded(plain.slice(0, longestShown - 1))}…` : plain;
  };
}

/** Nearly all texts: ASCII without a tag. */
const simple = /^[ -;=-~]*$/;

function stripped(text: string): string {
  if (simple.test(text)) return text.trim();
  return (
    text
      // Terminal colours, which would leave "[31m" behind.
      .replace(/\u001b\[[\d;]*[a-z]/gi, '')
      // Invisible formatting, direction overrides among it; the two joiners belong to Indic scripts and emoji.
      .replace(/(?![\u200c\u200d])\p{Cf}|\p{Cs}/gu, '')
      .replace(/\p{Cc}/gu, ' ')
      .replace(/<[a-z/!?][^<>]*>/gi, ' ')
      // What nested or broken tags leave behind.
      .replace(/<(?=[a-z/!?])/gi, '')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const literally = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const wellEnded = (text: string) => text.replace(/[\ud800-\udbff]$/, '');
