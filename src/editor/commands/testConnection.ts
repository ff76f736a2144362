import { UserError } from '../../core/userError';
import { showWhenLong } from '../files/showWhenLong';
import { type ChosenTarget, chooseTarget, type TargetParts } from '../region/chooseTarget';
import { connectionAdvice } from '../region/connectionAdvice';
import { endpointLabel, hostOf } from '../region/endpoint';
import type { Log } from '../log';
import { readSetting } from '../settings';
import { window } from '../window';

/**
 * Sends one cheap request and says what it proves.
 * @returns whether key, token, account and region are right
 */
export async function testConnection(parts: TargetParts, log: Log): Promise<boolean> {
  const chosen = await chooseTarget(parts);
  const { origin, accountSid } = chosen.target;
  const where = `${endpointLabel(chosen.target)} (${accountSid})`;
  const answer = await ask(chosen, where);
  const { ok, message, actions } = connectionAdvice(answer, where, hostOf(origin));
  if (!ok) throw new UserError('connection', message, actions);
  log.info(message);
  void window.showInformationMessage(message);
  return true;
}

async function ask({ target: { origin }, credentials }: ChosenTarget, where: string) {
  const { createContactsApi } = await import('../../api/client.js');
  const api = createContactsApi({ origin, credentials, timeoutMs: readSetting('requestTimeoutSeconds') * 1000 });
  return showWhenLong(`Testing the connection to ${where}`, (stop) => api.testConnection(stop));
}
