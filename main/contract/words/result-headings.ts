import { inEveryLanguage } from './first-words.ts';
import type { InEveryLanguage } from './language.ts';

/** The five parts of what is said of a result, and their headings; the texts are in `result-codes.ts`. */

export interface ResultWords {
  readonly meaning: string;
  readonly toCustomer: string;
  readonly money: string;
  /** May I charge – for a refund: may I refund – again. */
  readonly again: string;
  readonly call: string;
}

/** Headings of the five parts. */
export const resultHeadings: InEveryLanguage<ResultWords> = inEveryLanguage('resultHeadings');
