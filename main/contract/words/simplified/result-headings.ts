import type { ResultWords } from '../result-headings.ts';

/** The headings of a result in simplified Chinese. */

export const resultHeadings: ResultWords = {
  meaning: '含义',
  toCustomer: '告诉顾客',
  money: '钱在哪里',
  again: '能否再次办理',
  call: '联系谁',
};
