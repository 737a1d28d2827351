import { type Language, languages } from '../main/contract/words/language.ts';

/**
 * What this screen remembers for its cashier: language, theme, volume, the scanner's rhythm and the measure of the
 * screen for ever, and for this tab which payments of the last run have been looked at. A browser that keeps nothing
 * costs only the memory.
 */

/** `auto`: by the time of day, where the till's settings say when it is dark. */
export const themes = ['bright', 'dark', 'auto'] as const;
export type Theme = (typeof themes)[number];

/** Of the sounds; 0 is mute. */
export const volumes = [0, 1, 2, 3] as const;
export type Volume = (typeof volumes)[number];

const languageKey = 'truetill.language';
const themeKey = 'truetill.theme';
const seenKey = 'truetill.seen';
const volumeKey = 'truetill.volume';
const voiceKey = 'truetill.voice';
const scannerGapKey = 'truetill.scanner-gap-ms';
const pxPerMmKey = 'truetill.px-per-mm';

/** CSS pixels per millimetre that any panel of a till can have: a wall display of 40 dpi to a telephone. */
export const pxPerMmMin = 1.5;
export const pxPerMmMax = 10;

export function languageOf(text: string | null): Language | null {
  return languages.find((language) => language === text) ?? null;
}

/** The one behind `current`, round and round. */
export function nextLanguage(current: string): Language {
  const at = languages.indexOf(languageOf(current) ?? 'en');
  return languages[(at + 1) % languages.length] ?? 'en';
}

export function rememberedLanguage(): Language | null {
  return languageOf(read(localStorageOf, languageKey));
}

export function rememberLanguage(language: Language): void {
  write(localStorageOf, languageKey, language);
}

/** By the time of day unless somebody has chosen; without dark hours that is bright, as shops are. */
export function rememberedTheme(): Theme {
  const text = read(localStorageOf, themeKey);
  return themes.find((theme) => theme === text) ?? 'auto';
}

export function rememberTheme(theme: Theme): void {
  write(localStorageOf, themeKey, theme);
}

/** As somebody has measured this screen; null before. */
export function rememberedPxPerMm(): number | null {
  const value = Number(read(localStorageOf, pxPerMmKey) ?? Number.NaN);
  return value >= pxPerMmMin && value <= pxPerMmMax ? value : null;
}

/** Null forgets it. */
export function rememberPxPerMm(value: number | null): void {
  write(localStorageOf, pxPerMmKey, value === null ? '' : String(value));
}

/** The middle one unless somebody has chosen another. */
export function rememberedVolume(): Volume {
  const text = read(localStorageOf, volumeKey);
  return volumes.find((volume) => String(volume) === text) ?? 2;
}

export function rememberVolume(volume: Volume): void {
  write(localStorageOf, volumeKey, String(volume));
}

/** Nobody is spoken to unless somebody has allowed it. */
export function rememberedVoice(): boolean {
  return read(localStorageOf, voiceKey) === 'on';
}

export function rememberVoice(isAllowed: boolean): void {
  write(localStorageOf, voiceKey, isAllowed ? 'on' : 'off');
}

/** Milliseconds between two keys of this till's keyboard scanner; null = nobody has set it. */
export function rememberedScannerGapMs(): number | null {
  const text = read(localStorageOf, scannerGapKey) ?? '';
  return /^\d{1,3}$/.test(text) ? Number(text) : null;
}

export function rememberScannerGapMs(gapMs: number): void {
  write(localStorageOf, scannerGapKey, String(gapMs));
}

/** Ids of payments that were looked at in this tab. */
export function seenPayments(): ReadonlySet<string> {
  return new Set((read(sessionStorageOf, seenKey) ?? '').split(' ').filter((id) => id !== ''));
}

/** Those and these, remembered. A terminal names only the newest of what it recovered; older ones never come back. */
export function seenToo(seen: ReadonlySet<string>, now: readonly string[]): ReadonlySet<string> {
  const all = [...new Set([...seen, ...now])];
  write(sessionStorageOf, seenKey, all.slice(-1_000).join(' '));
  return new Set(all);
}

const localStorageOf = (): Storage => window.localStorage;
const sessionStorageOf = (): Storage => window.sessionStorage;

function read(storage: () => Storage, key: string): string | null {
  try {
    return storage().getItem(key);
  } catch {
    // Storage is switched off in this browser: as if nothing had been remembered.
    return null;
  }
}

function write(storage: () => Storage, key: string, value: string): void {
  try {
    storage().setItem(key, value);
  } catch {
    // Full or switched off: the choice holds until the page is loaded again.
  }
}
