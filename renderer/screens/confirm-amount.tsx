import type { ReactNode } from 'react';
import { counterWords } from '../../main/contract/words/counter.ts';
import { amountText } from '../amount.ts';
import { useTill } from '../till.ts';
import { Question } from './question.tsx';

/** A large or an unusual amount: is it right? */
export function ConfirmAmount(): ReactNode {
  const { desk, onDesk, language, shown } = useTill();
  const { view } = shown;
  if (view === null) return null;
  const { confirm } = counterWords[language];
  const { confirmAboveMinor } = view.settings;
  const money = (minor: number): string => amountText(minor, view.currency, view.decimals, language);
  const isAboveLimit = onDesk.subject === 'amount_needs_confirmation' && confirmAboveMinor !== null;
  return (
    <Question
      field="confirm-amount"
      icon="attention"
      title={confirm.title}
      sentence={isAboveLimit ? confirm.aboveLimit({ amount: money(confirmAboveMinor) }) : confirm.unusual}
      safe={{
        act: 'amount-wrong',
        face: confirm.no,
        means: confirm.noMeans,
        press: () => desk.opening.answer(null),
      }}
      other={{
        act: 'amount-right',
        face: confirm.yes,
        means: confirm.yesMeans,
        press: () => desk.opening.answer({ confirmed: true }),
      }}
    >
      <output className="confirm-sum" data-field="amount-asked">
        {money(desk.opening.amountMinor())}
      </output>
    </Question>
  );
}
