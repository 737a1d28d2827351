import { englishWords } from './english/english.ts';
import type { FirstWords } from './first-words.ts';
import { hongKongWords } from './hong-kong/hong-kong.ts';
import type { InEveryLanguage, Language } from './language.ts';
import { simplifiedWords } from './simplified/simplified.ts';

/**
 * The words of the till's first page in every language, at once: for the terminal and the command line. In a page
 * `spoken-later.ts` stands in the place of this file (vite.config.ts).
 */

const words: InEveryLanguage<FirstWords> = { 'zh-CN': simplifiedWords, en: englishWords, 'zh-HK': hongKongWords };

export function spoken(language: Language): FirstWords {
  return words[language];
}

export function fetchWords(_language: Language): Promise<void> {
  return Promise.resolve();
}
