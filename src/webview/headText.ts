import { count, numberText } from '../core/count';
import type { Head, RunHead } from '../protocol';
import { rowStateLabels, rowStates } from '../core/results/rowState';
import { totalOf } from './rowState';

const time = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndTime = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** "0.4 s", "42 s", "3 min 05 s", "1 h 02 min". `ms` in milliseconds. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1000;
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const pad = (value: number) => String(value).padStart(2, '0');
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`;
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** The time of day; with the date when that is another day than `now`. Both in milliseconds since the epoch. */
export function momentText(at: number, now: number): string {
  const sameDay = new Date(at).toDateString() === new Date(now).toDateString();
  return (sameDay ? time : dateAndTime).format(at);
}

/** What the run is doing, or how it ended. `now` in milliseconds since the epoch. */
export function stateText(head: RunHead, now: number): string {
  switch (head.state) {
    case 'running':
      return `${head.doing} for ${durationText(Math.floor((now - head.startedAt) / 1000) * 1000)}`.replace(
        '.0 s',
        ' s',
      );
    case 'stopping':
      return 'Stopping…';
    case 'finished':
      return `Finished in ${durationText((head.endedAt ?? now) - head.startedAt)}`;
    case 'stopped':
      return `Stopped after ${durationText((head.endedAt ?? now) - head.startedAt)}`;
    case 'interrupted':
      return 'Interrupted';
  }
}

/** Whether requests may still go out. */
export function isOn(head: Head): boolean {
  return head.kind === 'run' && (head.state === 'running' || head.state === 'stopping');
}

/** What a screen reader should announce now, after the head changed; empty most of the time, so that news is not buried. */
export function announcement(before: Head | null, after: Head): string {
  if (after.kind === 'preview') {
    if (before?.id === after.id) return '';
    return `${count(after.totals.changed, 'contact')} of ${numberText(after.totals.total)} would change.`;
  }
  if (after.kind === 'check') return before?.id === after.id ? '' : `${count(after.totals.total, 'problem')}.`;
  return runAnnouncement(before?.id === after.id && before.kind === 'run' ? before : null, after);
}

function runAnnouncement(before: RunHead | null, after: RunHead): string {
  const sameRun = before !== null;
  if (!isOn(after)) {
    if (!sameRun || !isOn(before)) return '';
    const counts = rowStates
      .filter((state) => (totalOf(after, state) ?? 0) > 0)
      .map((state) => `${numberText(totalOf(after, state) ?? 0)} ${rowStateLabels[state].toLowerCase()}`);
    return `${stateText(after, after.endedAt ?? after.startedAt)}. ${count(after.totals.total, 'row')}: ${counts.join(', ')}.`;
  }
  if (!sameRun) return `${after.doing} ${count(after.totals.total, 'row')}.`;
  if (after.state === 'stopping' && before.state === 'running') return 'Stopping.';
  if (after.waiting && !before.waiting) return `Waiting: ${after.waiting.why}.`;
  const quarters = ({ requests }: RunHead) => Math.floor((4 * requests.done) / Math.max(1, requests.planned));
  return quarters(after) > quarters(before) ? `${quarters(after) * 25} percent.` : '';
}
