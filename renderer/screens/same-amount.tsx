import type { ReactNode } from 'react';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { useTill } from '../till.ts';
import { Question } from './question.tsx';

/** A payment of the same amount is unsettled: is this somebody else? */
export function SameAmount(): ReactNode {
  const { desk, language, words } = useTill();
  const { buttons, sameAmount } = words;
  return (
    <Question
      field="same-amount"
      icon="checking"
      title={sameAmount.title}
      sentence={refusalSentence(language, 'same_amount_unsettled')}
      safe={{
        act: 'same-customer',
        face: buttons.sameCustomer,
        means: sameAmount.no,
        press: () => desk.opening.answer(null),
      }}
      other={{
        act: 'different-customer',
        face: buttons.differentCustomer,
        means: sameAmount.yes,
        press: () => desk.opening.answer({ differentCustomer: true }),
      }}
    />
  );
}
