const hidden = '•••';

/**
 * Knows every key and token that this session has seen, and takes them out of a text, also as the Base64 of an Authorization
 * header or percent-encoded. What passes through it cannot hold one of them.
 */
export class SecretMask {
  private readonly secrets = new Set<string>();

  /** From now on neither of the two, nor the header made of them, passes. */
  add(apiKey: string, apiToken: string): void {
    for (const secret of [apiKey, apiToken]) {
      this.secrets.add(secret).add(encodeURIComponent(secret)).add(Buffer.from(secret).toString('base64'));
    }
    this.secrets.add(Buffer.from(`${apiKey}:${apiToken}`).toString('base64'));
    this.secrets.delete('');
  }

  apply(text: string): string {
    let masked = text;
    // The longest first: a secret may be the beginning of another one.
    for (const secret of [...this.secrets].sort((a, b) => b.length - a.length)) {
      masked = masked.split(secret).join(hidden);
    }
    return masked.replace(/\b(Basic|Bearer)\s+[\w+/=.-]{8,}/gi, `$1 ${hidden}`);
  }
}

/**
 * An unexpected error for the log: names, messages and stacks down to the last cause. A parser's message quotes the text it
 * read, and any message may quote a number, so the former is left out and the latter is masked.
 */
export function describeBug(error: unknown): string {
  if (!(error instanceof Error)) return `thrown: ${typeof error}`;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const message = error instanceof SyntaxError ? '(message left out)' : error.message.replace(/\+?\d{7,}/g, hidden);
  const text = [`${error.name}: ${message}`, ...frames].join('\n');
  return error.cause === undefined ? text : `${text}\ncaused by ${describeBug(error.cause)}`;
}
