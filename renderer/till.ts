import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { Language } from '../main/contract/words/language.ts';
import { type ScreenWords, screenWords } from '../main/contract/words/screen.ts';
import type { Desk, DeskShown } from './desk.ts';
import { type Keymap, keymapOf } from './keymap.ts';
import { languageOf } from './preferences.ts';
import type { Situation } from './situation.ts';
import type { Terminal, TerminalShown } from './terminal.ts';
import { type ThemeShown, useThemeShown } from './theme.ts';
import { useSpoken } from './words-later.ts';

/** What every part of the screen is given: the terminal as last seen, the cashier's desk, the words. */
export interface Till {
  readonly terminal: Terminal;
  readonly desk: Desk;
  readonly shown: TerminalShown;
  readonly onDesk: DeskShown;
  readonly situation: Situation;
  readonly language: Language;
  readonly words: ScreenWords;
  /** Which key does what on this till. */
  readonly keymap: Keymap;
  readonly theme: ThemeShown;
}

export const TillContext = createContext<Till | null>(null);

export function useTill(): Till {
  const till = useContext(TillContext);
  if (till === null) throw new Error('a part of the screen stands outside the till');
  return till;
}

/** The page, anew with every change of the terminal or the desk. `till`: null while there is none to show. */
export interface PageShown extends Pick<Till, 'shown' | 'onDesk' | 'language' | 'theme'> {
  readonly till: Till | null;
}

export function usePage(terminal: Terminal, desk: Desk): PageShown {
  const shown = useSyncExternalStore(
    (listen) => terminal.onChange(listen),
    () => terminal.shown(),
  );
  const onDesk = useSyncExternalStore(
    (listen) => desk.onChange(listen),
    () => desk.shown(),
  );
  const { view } = shown;
  const wanted = wantedLanguage(onDesk.language, view?.language ?? shown.wordless);
  const spoken = useSpoken(wanted);
  const { settings, timeZone = 'UTC' } = view ?? {};
  const theme = useThemeShown(onDesk.theme, settings?.darkHours ?? null, () => terminalNowMs(shown), timeZone);
  // What is said without a till is there in every language.
  if (spoken === null || view === null) return { shown, onDesk, language: wanted, theme, till: null };
  const page = { shown, onDesk, language: spoken, theme };
  const words = screenWords[spoken];
  const keymap = keymapOf(view.settings.keys);
  return { ...page, till: { ...page, terminal, desk, situation: desk.situation(), words, keymap } };
}

/** The cashier's choice, else the terminal's language; before that has answered, the browser's. */
export function wantedLanguage(chosen: Language | null, ofTerminal: string | null): Language {
  return chosen ?? languageOf(ofTerminal ?? navigator.language) ?? 'en';
}

/** How often the seconds on the screen are looked at, milliseconds: no second is shown late by more. */
const lookEveryMs = 200;

/** The terminal's wall clock now: as the last view had it, and what has passed on the page's own monotonic clock. */
export function useTerminalNowMs(): number {
  const { shown } = useTill();
  const [nowMs, setNowMs] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMs(performance.now()), lookEveryMs);
    return () => clearInterval(timer);
  }, []);
  return terminalNowMs(shown, nowMs);
}

function terminalNowMs({ view, cameAtMs }: TerminalShown, nowMs: number = performance.now()): number {
  return (view?.nowMs ?? 0) + Math.max(0, nowMs - cameAtMs);
}
