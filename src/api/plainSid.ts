/** What every sid in the reference is, and more; nothing that could mean something in an address or a file. */
export const plainSid = /^[\w-]{1,64}$/;
