import type { HistoryRow } from '../history.ts';
import type { PaymentView } from '../views.ts';
import type { Language } from './language.ts';
import { stateNameOf, stateWords } from './states.ts';
import { truthDeskWords } from './truth-desk.ts';

/**
 * A reversal that a person closed and Alipay has not confirmed: its state is "reversed", but nobody may read from it
 * that the money is back. The truth desk's words, so that every screen says the same.
 */

export interface OnWord {
  readonly title: string;
  readonly sentence: string;
  readonly mayChargeAgain: string;
  readonly toCustomer: string;
}

/** What stands in place of the words of its state; null for every other payment. */
export function closedOnWord({ status, closed, mayChargeAgain }: PaymentView, language: Language): OnWord | null {
  if (status !== 'reversed' || closed === null || closed.confirmed) return null;
  const { verdicts, may, mayNot } = truthDeskWords[language];
  const { title, cashier, customer } = verdicts.closed_by_person;
  return { title, sentence: cashier, mayChargeAgain: mayChargeAgain ? may : mayNot, toCustomer: customer };
}

/** How one of many stands, in the words that its own card has. */
export function rowTitle(row: HistoryRow, language: Language): string {
  const isOnWord = row.status === 'reversed' && row.closedOnWord;
  return isOnWord
    ? truthDeskWords[language].verdicts.closed_by_person.title
    : stateWords[language][stateNameOf(row)].title;
}
