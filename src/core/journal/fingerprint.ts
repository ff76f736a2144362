/**
 * Says whether a row is still what it was when it was sent: 24 bits of a hash of the contact's JSON text. So short on purpose: a longer
 * one could be tried out against all phone numbers, and this one fits hundreds of them. It detects edits and guards nothing, so a fast
 * hash will do. White space between the parts and the order of keys do not count.
 */
export function fingerprint(contactText: string): string {
  return (hashValue(new Reader(contactText)) >>> 8).toString(16).padStart(6, '0');
}

/** Goes through a faultless JSON text. */
class Reader {
  private offset = 0;

  constructor(private readonly text: string) {}

  /** Code of the next character that is not white space, without taking it. */
  peek(): number {
    let code = this.text.charCodeAt(this.offset);
    while (code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09) code = this.text.charCodeAt(++this.offset);
    return code;
  }

  take(): number {
    const code = this.peek();
    this.offset++;
    return code;
  }

  /** FNV-1a of the string or literal that comes next, as it is written. */
  hashToken(): number {
    const { text } = this;
    const isString = this.peek() === 0x22;
    let hash = 0x811c9dc5;
    let { offset } = this;
    for (; offset < text.length; offset++) {
      const code = text.charCodeAt(offset);
      if (
        isString
          ? code === 0x22 && offset > this.offset
          : code <= 0x20 || code === 0x2c || code === 0x5d || code === 0x7d
      )
        break;
      hash = Math.imul(hash ^ code, 0x01000193);
      if (code === 0x5c) hash = Math.imul(hash ^ text.charCodeAt(++offset), 0x01000193);
    }
    this.offset = isString ? offset + 1 : offset;
    return hash;
  }
}

function hashValue(reader: Reader): number {
  switch (reader.peek()) {
    case 0x7b:
      return hashObject(reader);
    case 0x5b:
      return hashArray(reader);
    default:
      return mix(reader.hashToken());
  }
}

/** A sum, so that the order of the members does not count. */
function hashObject(reader: Reader): number {
  let sum = 1;
  reader.take();
  while (reader.peek() !== 0x7d) {
    const name = reader.hashToken();
    reader.take();
    sum = (sum + mix(Math.imul(name, 31) ^ hashValue(reader))) | 0;
    if (reader.peek() === 0x2c) reader.take();
  }
  reader.take();
  return mix(sum);
}

function hashArray(reader: Reader): number {
  let hash = 2;
  reader.take();
  while (reader.peek() !== 0x5d) {
    hash = mix(Math.imul(hash, 31) + hashValue(reader));
    if (reader.peek() === 0x2c) reader.take();
  }
  reader.take();
  return hash;
}

/** Spreads every bit over all of them; source: the last step of MurmurHash3. */
function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
