import { useEffect, useState } from 'react';
import type { CounterSettings } from '../main/contract/counter.ts';
import { keeping } from './kept.ts';
import type { Theme } from './preferences.ts';

/** Bright or dark: as the cashier has chosen on this screen, or by the time of the shop's day. */

export type ThemeShown = 'bright' | 'dark';

/** How often the time of day is looked at, milliseconds. */
const lookEveryMs = 20_000;

const timeOfDay = keeping(
  (timeZone: string) => new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', timeZone }),
);

/** `atMs`: wall clock; `timeZone`: of the shop. From and until the same: never dark. */
export function themeAt(
  chosen: Theme,
  darkHours: CounterSettings['darkHours'],
  atMs: number,
  timeZone: string,
): ThemeShown {
  if (chosen !== 'auto') return chosen;
  if (darkHours === null) return 'bright';
  const { from, until } = darkHours;
  const now = timeOfDay(timeZone).format(atMs);
  const isInside = from <= until ? from <= now && now < until : now >= from || now < until;
  return isInside ? 'dark' : 'bright';
}

/** `nowMs`: the terminal's wall clock at this moment. */
export function useThemeShown(
  chosen: Theme,
  darkHours: CounterSettings['darkHours'],
  nowMs: () => number,
  timeZone: string,
): ThemeShown {
  const [, look] = useState(0);
  const isWatched = chosen === 'auto' && darkHours !== null;
  useEffect(() => {
    if (!isWatched) return;
    const timer = setInterval(() => look((count) => count + 1), lookEveryMs);
    return () => clearInterval(timer);
  }, [isWatched]);
  return themeAt(chosen, darkHours, nowMs(), timeZone);
}
