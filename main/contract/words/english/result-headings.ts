import type { ResultWords } from '../result-headings.ts';

/** The headings of a result in English. */

export const resultHeadings: ResultWords = {
  meaning: 'What it means',
  toCustomer: 'Tell the customer',
  money: 'Where the money is',
  again: 'May I do it again',
  call: 'Who to call',
};
