import { shopTime } from './shop-time.ts';

/** Days of a shop: where they begin on everybody's clock. Pure. */

/** No place on earth is further from UTC. */
const furthestMs = 15 * 60 * 60 * 1_000;

/**
 * The first millisecond of a day, `2026-11-20`, in the shop's zone, or null when there is no such day. Where a clock
 * change skips midnight the day begins behind the gap.
 */
export function dayBeginsMs(day: string, timeZone: string): number | null {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(utcMs) || new Date(utcMs).toISOString().slice(0, 10) !== day) return null;
  let [before, begun] = [Math.floor((utcMs - furthestMs) / 1_000), Math.ceil((utcMs + furthestMs) / 1_000)];
  while (begun - before > 1) {
    const middle = Math.floor((before + begun) / 2);
    if (shopTime(middle * 1_000, timeZone).slice(0, 10) < day) before = middle;
    else begun = middle;
  }
  return begun * 1_000;
}

/** The day after, by the calendar. Null when there is no such day. */
export function nextDay(day: string): string | null {
  const utcMs = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(utcMs) ? null : new Date(utcMs + 86_400_000).toISOString().slice(0, 10);
}
