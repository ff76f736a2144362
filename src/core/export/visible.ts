/** Control characters, and those that change the direction of what follows or show nothing at all. */
const invisible = /[\0-\x1f\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const short: { readonly [character: string]: string } = { '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A text for people, in which every character can be seen: NUL as `\u0000`. */
export function visible(text: string): string {
  return text.replace(
    invisible,
    (character) => short[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
