import type { FirstWords } from './first-words.ts';
import type { InEveryLanguage, Language } from './language.ts';

/**
 * The same as `spoken.ts` in a page: one language is fetched before the first sale and the others when somebody wants
 * to read them, because the first sale waits for all that is loaded before it.
 */

const fetched: Partial<Record<Language, FirstWords>> = {};

const fetches: InEveryLanguage<() => Promise<FirstWords>> = {
  'zh-CN': async () => (await import('./simplified/simplified.ts')).simplifiedWords,
  en: async () => (await import('./english/english.ts')).englishWords,
  'zh-HK': async () => (await import('./hong-kong/hong-kong.ts')).hongKongWords,
};

/** Throws before they have come. */
export function spoken(language: Language): FirstWords {
  const words = fetched[language];
  if (words === undefined) throw new Error(`the words of ${language} are read before they have come`);
  return words;
}

/** Rejects when they cannot be had; asked again it tries again. */
export async function fetchWords(language: Language): Promise<void> {
  fetched[language] ??= await fetches[language]();
}
