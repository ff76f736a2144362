import { CancellationError, window } from 'vscode';
import { regions, type Target } from '../../api/region';
import type { Plan } from '../../core/plan';
import type { Continuation } from '../../core/run/continueRun';
import { readSetting } from '../settings';

/**
 * The modal question before a run: where to, how much, and what stays out and why.
 * @throws CancellationError when the answer is no
 */
export async function confirmUpdate(
  plan: Plan,
  target: Target,
  fileName: string,
  continuation?: Continuation,
): Promise<void> {
  if (!readSetting('confirmBeforeSending')) return;
  const where = `${regions[target.region].label} (${target.accountSid})`;
  const send = `Update ${count(plan.sendable, 'Contact')}`;
  const answer = await window.showWarningMessage(
    `Update ${count(plan.sendable, 'contact')} in ${where}?`,
    { modal: true, detail: describePlan(plan, target, fileName, continuation) },
    send,
  );
  if (answer !== send) throw new CancellationError();
}

/** The question's details: a line each. */
export function describePlan(plan: Plan, target: Target, fileName: string, continuation?: Continuation): string {
  const lines = [
    `File: ${fileName}, ${count(plan.total, 'row')}`,
    `Region: ${regions[target.region].label}, ${new URL(target.origin).host}`,
    `Account: ${target.accountSid}`,
    `Sent: ${count(plan.sendable, 'contact')} in ${count(plan.requests.length, 'request')}`,
  ];
  if (continuation) {
    const { known, changed, gone } = continuation;
    lines.push(
      `Not sent again: ${count(known.filter(([, { verdict }]) => verdict === 'updated').length, 'updated contact')}`,
    );
    if (changed > 0) lines.push(`Changed in the file since the last run: ${count(changed, 'of these contact')}`);
    if (gone > 0) lines.push(`No longer in the file: ${count(gone, 'contact')} that did not go through`);
  }
  const leftOut = [...plan.leftOut.values()].reduce((sum, rows) => sum + rows, 0);
  if (leftOut > 0) {
    const reasons = [...plan.leftOut].map(([code, rows]) => `${rows.toLocaleString('en')} × ${code}`).join(', ');
    lines.push(`Left out: ${count(leftOut, 'row')}${reasons ? ` (${reasons})` : ''}`);
  }
  lines.push(...plan.ignoredFields.slice(0, 5));
  if (plan.ignoredFields.length > 5) lines.push(`and ${count(plan.ignoredFields.length - 5, 'more unknown field')}`);
  return lines.join('\n');
}

export function count(n: number, noun: string): string {
  return `${n.toLocaleString('en')} ${noun}${n === 1 ? '' : 's'}`;
}
