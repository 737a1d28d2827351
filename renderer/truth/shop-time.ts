/** A moment in the shop's own time, as on its papers; with the day where it is not today's. */
export function shopTime(atMs: number, nowMs: number, timeZone: string | undefined, language: string): string {
  const at = new Date(atMs);
  const day = (ms: number): string => new Date(ms).toLocaleDateString(language, { timeZone });
  const time = at.toLocaleTimeString(language, { timeStyle: 'medium', timeZone, hourCycle: 'h23' });
  if (day(atMs) === day(nowMs)) return time;
  return `${at.toLocaleDateString(language, { timeZone, dateStyle: 'medium' })} ${time}`;
}
