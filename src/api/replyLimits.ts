/** What is read of a reply at most, whatever a server sends. */
export const replyLimits = {
  /** After unpacking. 5,000 contacts as the reference shows them are 2 MB. */
  bytes: 64 * 1024 * 1024,
  /** Nobody reads more of a refusal. */
  refusalBytes: 1024 * 1024,
  /** Results: twice as many as a request can hold contacts. */
  items: 10_000,
  /**
   * Characters that cost JSON.parse half a second and 200 MB at worst, which are brackets and nothing else. So many are parsed
   * without a look through them for the two limits below: on good replies that would take half as long as the parsing.
   */
  harmless: 3_000_000,
  /** Custom fields may nest, but not like this. */
  depth: 200,
  /** Some 5,000 contacts of 20 values each are 100,000. */
  values: 2_000_000,
} as const;
