/**
 * What an update would do to a row's contact. `missing`: Exotel does not have it. `absent`: the file that was compared does not have it,
 * which says nothing of Exotel. `unread`: not known, since the contact was not read, or the row cannot be sent.
 */
export type PreviewState = 'changed' | 'same' | 'missing' | 'absent' | 'unread';

/** Rows by state; `total` is the number of rows, and the sum of the others. */
export type PreviewTotals = { readonly [state in PreviewState]: number } & { readonly total: number };
