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
