import type { ReturnsWords } from '../../main/contract/words/returns.ts';

/** Lengths of time and moments as people say them. Pure. */

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `17 s`, `4 min`, `3 h 20 min`, `2 d 5 h`: two figures at most. Nothing is shorter than 0 s. */
export function spanText({ span }: ReturnsWords, ms: number): string {
  const left = Math.max(0, ms);
  if (left < minuteMs) return span.seconds({ seconds: Math.floor(left / 1_000) });
  if (left < hourMs) return span.minutes({ minutes: Math.floor(left / minuteMs) });
  if (left < dayMs) {
    return span.hours({ hours: Math.floor(left / hourMs), minutes: Math.floor((left % hourMs) / minuteMs) });
  }
  return span.days({ days: Math.floor(left / dayMs), hours: Math.floor((left % dayMs) / hourMs) });
}

/** Minutes and seconds of a wait that somebody watches: `9:05`. */
export function countdownText(ms: number): string {
  const seconds = Math.max(0, Math.ceil(ms / 1_000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** Date and time in the shop's zone, as on its receipts: `2026-11-20 14:05:09`. */
export function shopClock(atMs: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(atMs);
  const part = (type: string): string => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}
