import { useEffect, useRef, useState } from 'react';
import { type CounterSettings, usualCounter } from '../../main/contract/counter.ts';
import { screenWords } from '../../main/contract/words/screen.ts';
import { type SettingsWords, settingsWords } from '../../main/contract/words/settings.ts';
import { useTill } from '../till.ts';

/** The settings as the terminal has them, and a change of one of them with its answer in words. */

export interface Told {
  readonly isGood: boolean;
  readonly sentence: string;
  /** Two equal answers are announced twice. */
  readonly number: number;
}

export interface Settings {
  readonly words: SettingsWords;
  readonly now: CounterSettings;
  /** Of the last change; null before the first. */
  readonly told: Told | null;
  readonly change: (change: Partial<CounterSettings>) => void;
  /** What cannot be sent at all. */
  readonly refuse: (sentence: string) => void;
}

export function useSettings(): Settings {
  const { terminal, shown, language } = useTill();
  const [told, setTold] = useState<Told | null>(null);
  const isHere = useRef(true);
  const sending = useRef(Promise.resolve());
  useEffect(() => {
    isHere.current = true;
    return () => {
      isHere.current = false;
    };
  }, []);
  const words = settingsWords[language];
  const now = shown.view?.settings ?? usualCounter;
  const tell = (isGood: boolean, sentence: string): void => {
    if (isHere.current) setTold((before) => ({ isGood, sentence, number: (before?.number ?? 0) + 1 }));
  };
  return {
    words,
    now,
    told,
    refuse: (sentence) => tell(false, sentence),
    change: (change) => {
      // Settings travel whole: a second change is made of what the first has left, or it would take the first back.
      sending.current = sending.current.then(async () => {
        const newest = terminal.shown().view?.settings ?? usualCounter;
        const answer = await terminal.ask('counter.change', { settings: { ...newest, ...change } });
        if (answer === null) tell(false, screenWords[language].off.lost);
        else if (answer.ok) tell(true, words.taken);
        else if (answer.reason === 'sale_open') tell(false, words.refused.sale_open);
        else tell(false, words.refused[answer.reason]({ why: answer.why }));
      });
    },
  };
}
