/** What may be a part of an address; the same as in core/contact.ts. URLs resolve `..`, and some servers decode `%2e%2e`, too. */
export const plainSid = /^[\w-]{1,64}$/;

/** The same for an account, which people type. The first character is no dot. */
export const plainAccountSid = /^[A-Za-z0-9][\w.-]{0,99}$/;
