/**
 * Times as the gateway writes and reads them. Pure: every instant is handed in as milliseconds since 1970 UTC.
 */

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** Alipay writes its times in UTC+8. */
export const gatewayOffsetMinutes = 480;

/** `2026-11-20T12:00:00+08:00`: ISO 8601 with offset, accurate to a second (page `api_fund`, Response-Time). */
export function isoTime(atMs: number): string {
  return `${new Date(atMs + gatewayOffsetMinutes * minuteMs).toISOString().slice(0, 19)}+08:00`;
}

/** `20261120120000` in UTC+8, the front of the gateway's own ids. */
export function idStamp(atMs: number): string {
  return isoTime(atMs).slice(0, 19).replaceAll(/\D/g, '');
}

/** Milliseconds of an ISO 8601 time with offset, the colon of the offset being optional; null for anything else. */
export function readIsoTime(written: string): number | null {
  const shape = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?)(Z|[+-]\d\d:?\d\d)$/.exec(written);
  if (!shape) return null;
  const [, local = '', zone = ''] = shape;
  const offset = zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const atMs = Date.parse(local + offset);
  return Number.isNaN(atMs) ? null : atMs;
}

/** Until when a payment may be cancelled. Contract value; Alipay+ standard is 00:15 of the next day, UTC+8. */
export interface CancelWindow {
  /** Minutes after midnight of the day after paymentTime. */
  readonly closesMinute: number;
  /** In which zone that midnight is meant, minutes east of UTC. */
  readonly offsetMinutes: number;
}

export const standardCancelWindow: CancelWindow = { closesMinute: 15, offsetMinutes: gatewayOffsetMinutes };

/** The last millisecond at which a payment made at `paidAtMs` can be cancelled. */
export function cancelClosesMs(paidAtMs: number, window: CancelWindow): number {
  const zoneMs = window.offsetMinutes * minuteMs;
  const nextMidnight = (Math.floor((paidAtMs + zoneMs) / dayMs) + 1) * dayMs - zoneMs;
  return nextMidnight + window.closesMinute * minuteMs;
}

/** `200s`, `500ms`, `2m`, `1h` as milliseconds, at most a week; null for anything else. */
export function readDuration(written: string): number | null {
  const shape = /^(\d{1,9})(ms|s|m|h)$/.exec(written);
  if (!shape) return null;
  const unitMs = { ms: 1, s: 1_000, m: minuteMs, h: 60 * minuteMs }[shape[2] as 'ms' | 's' | 'm' | 'h'];
  const durationMs = Number(shape[1]) * unitMs;
  return durationMs <= 7 * dayMs ? durationMs : null;
}
