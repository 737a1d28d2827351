import { hongKong } from './hong-kong.ts';
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
export const resultHeadings: InEveryLanguage<ResultWords> = {
  'zh-CN': {
    meaning: '含义',
    toCustomer: '告诉顾客',
    money: '钱在哪里',
    again: '能否再次办理',
    call: '联系谁',
  },
  en: {
    meaning: 'What it means',
    toCustomer: 'Tell the customer',
    money: 'Where the money is',
    again: 'May I do it again',
    call: 'Who to call',
  },
  get 'zh-HK'() {
    return hongKong().resultHeadings;
  },
};
