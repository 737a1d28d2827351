import { keeping } from './kept.ts';

/** Times of payments as the shop reads them, `2026-11-20 14:05:09`: in its own zone, as on paper. */

/** Date and time. `timeZone`: the shop's, an IANA name. */
export function timesOf(atMs: number, timeZone: string): { readonly day: string; readonly time: string } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** Both in one. */
export function momentText(atMs: number, timeZone: string): string {
  const { day, time } = timesOf(atMs, timeZone);
  return `${day} ${time}`;
}

/** The day is said only where it is not today's. */
export function recentText(atMs: number, nowMs: number, timeZone: string): string {
  const { day, time } = timesOf(atMs, timeZone);
  return day === timesOf(nowMs, timeZone).day ? time : `${day} ${time}`;
}

const two = '2-digit';

const formatOf = keeping(
  (timeZone: string) =>
    new Intl.DateTimeFormat('en', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: two,
      day: two,
      hour: two,
      minute: two,
      second: two,
    }),
);
