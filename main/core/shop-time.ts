/**
 * Times on paper: from what a gateway writes to what a shop reads. Pure; the present moment is nobody's business
 * here.
 */

const iso = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,]\d{1,9})?\s*(?:(Z)|([+-])(\d\d):?(\d\d)?)$/i;

/**
 * A gateway's time in milliseconds since 1970, or null when it cannot be told for sure. Reads ISO 8601 with an offset
 * (`2026-11-20T14:05:09+08:00`, also `+0800`, `+08` and `Z`) and seconds or milliseconds since 1970. A time without
 * an offset is not believed: nobody knows whose clock it shows.
 */
export function gatewayTimeMs(text: string | null): number | null {
  const trimmed = text?.trim() ?? '';
  // Ten digits are seconds until the year 2286, thirteen are milliseconds.
  if (/^\d{10}$/.test(trimmed)) return Number(trimmed) * 1000;
  if (/^\d{13}$/.test(trimmed)) return Number(trimmed);
  const parts = iso.exec(trimmed);
  if (!parts) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts.slice(1, 7).map(Number);
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  // Date.UTC turns 30 February into 2 March; a date that does not come back as it went in does not exist.
  if (!new Date(local).toISOString().startsWith(`${parts.slice(1, 4).join('-')}T${parts.slice(4, 7).join(':')}`)) {
    return null;
  }
  const offsetMinutes = parts[7] ? 0 : Number(parts[9]) * 60 + Number(parts[10] ?? 0);
  return local - (parts[8] === '-' ? -1 : 1) * offsetMinutes * 60_000;
}

/** True for an IANA zone that this machine knows, `Asia/Shanghai`. */
export function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** `2026-11-20 14:05:09` in the shop's zone. Throws RangeError for an unknown zone: ask {@link isTimeZone} first. */
export function shopTime(atMs: number, timeZone: string): string {
  if (newest?.timeZone !== timeZone) newest = { timeZone, clock: clockOf(timeZone) };
  const parts = newest.clock.formatToParts(atMs);
  const part = (type: string) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}`;
}

/** Making one costs a hundred times what reading it does, and a shop has one zone. */
let newest: { readonly timeZone: string; readonly clock: Intl.DateTimeFormat } | null = null;

function clockOf(timeZone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en', {
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
  });
}
