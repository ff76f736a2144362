import { plainAccountSid } from '../../api/plainSid';

/** What is wrong with one of the three inputs, for the user; undefined when nothing is. Text is judged as trimmed. */
export type InputCheck = (text: string) => string | undefined;

const secretCheck =
  (what: string): InputCheck =>
  (text) => {
    const trimmed = text.trim();
    if (trimmed === '') return `Enter the ${what}`;
    if (/\s/.test(trimmed)) return `The ${what} cannot contain white space. Copy it again`;
    // Basic authentication splits at the first colon, and headers carry no other characters (RFC 7617).
    if (/[^\x21-\x7e]/.test(trimmed)) return `The ${what} contains a character that is not allowed. Copy it again`;
    return undefined;
  };

export const checkApiKey: InputCheck = (text) =>
  secretCheck('API key')(text) ?? (text.includes(':') ? 'Enter only the API key. The token comes next' : undefined);

export const checkApiToken: InputCheck = secretCheck('API token');

/** The account SID is a part of every request's path, so only what is safe there passes. */
export const checkAccountSid: InputCheck = (text) => {
  const trimmed = text.trim();
  if (trimmed === '') return 'Enter the account SID';
  if (!plainAccountSid.test(trimmed)) {
    return 'An account SID looks like exotel8u3: letters and digits, no spaces or slashes';
  }
  return undefined;
};
