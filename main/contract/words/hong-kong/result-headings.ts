import type { ResultWords } from '../result-headings.ts';

/** The headings of a result in the Chinese of Hong Kong. */

export const resultHeadings: ResultWords = {
  meaning: '意思',
  toCustomer: '告訴顧客',
  money: '錢在哪裏',
  again: '可否再做一次',
  call: '聯絡誰',
};
