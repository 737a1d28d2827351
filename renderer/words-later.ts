import { useState } from 'react';
import type { InEveryLanguage, Language } from '../main/contract/words/language.ts';
import { fetchWords } from '../main/contract/words/spoken.ts';
import { Later, useLater } from './later.ts';

/** Which tables of words come when, beside those that every page begins with. */

/** What drivers say of themselves, in words; until they have come a device has the sentence of its state. */
export const faultSentences = new Later(async () => (await import('../main/contract/words/devices.ts')).deviceSentence);

/** What a result means; until it has come, word and sentence of the state stand alone. */
export const resultTexts = new Later(async () => (await import('../main/contract/words/result-codes.ts')).resultWords);

/** What stands in place of "reversed" where only a person's word says so; until it has come, the state's. */
export const onWord = new Later(async () => (await import('../main/contract/words/on-word.ts')).closedOnWord);

/** That the till can be read in a language; a page has one of them before it shows a till. */
const spoken: InEveryLanguage<Later<Language>> = {
  'zh-CN': later('zh-CN'),
  en: later('en'),
  'zh-HK': later('zh-HK'),
};

function later(language: Language): Later<Language> {
  return new Later(async () => {
    await fetchWords(language);
    return language;
  });
}

/** Whether the till can be read in it by now. */
export async function canSpeak(language: Language): Promise<boolean> {
  await spoken[language].fetch();
  return spoken[language].part() !== null;
}

export const everyLanguage: readonly Later<Language>[] = Object.values(spoken);

/** The language wanted, once its words have come; until then the one before it, or null where there was none. */
export function useSpoken(wanted: Language): Language | null {
  const came = useLater(spoken[wanted]);
  const [last, setLast] = useState(came);
  if (came !== null && came !== last) setLast(came);
  return came ?? last;
}
