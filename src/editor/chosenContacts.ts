import * as z from 'zod/mini';
import { rowsOfContacts } from '../core/check/rowsOfContacts';
import { finishInSlices } from '../core/steps';
import { UserError } from '../core/userError';
import { fileLabel } from './fileLabel';
import { readArgument } from './readArgument';
import type { CheckedContacts } from './readContacts';

/** SIDs, and not rows: where a row is may change between a click and its command, whose contact it is does not. */
const schema = z.array(z.string()).check(z.minLength(1));

/**
 * The contacts that a command was called for, by their SIDs.
 * @param notDone what a wrong argument keeps from happening: "copied"
 * @throws UserError for another argument
 */
export function readSids(argument: unknown, notDone: string): readonly string[] {
  return readArgument(schema, argument, notDone);
}

/** The rows of these contacts that can be sent. @throws UserError where there is none */
export async function rowsOfSids(
  { uri, checked }: CheckedContacts,
  sids: readonly string[],
  notDone: string,
): Promise<number[]> {
  const rows = await finishInSlices(rowsOfContacts(checked, sids));
  if (rows.length > 0) return rows;
  const which = sids.length === 1 ? 'This contact' : 'These contacts';
  const message = `${which} cannot be sent from ${fileLabel(uri)}: the row has errors, or is no longer in the file. Nothing was ${notDone}.`;
  throw new UserError('nothing-to-send', message);
}
