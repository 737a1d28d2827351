import { type ReactNode, useId } from 'react';
import { counterWords } from '../../main/contract/words/counter.ts';
import { amountText } from '../amount.ts';
import { useTill } from '../till.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';

/** A large or an unusual amount: is it right? The safe answer has the focus and charges nothing. */
export function ConfirmAmount(): ReactNode {
  const { desk, onDesk, language, shown } = useTill();
  const title = useId();
  const sentence = useId();
  const { view } = shown;
  if (view === null) return null;
  const { confirm } = counterWords[language];
  const { confirmAboveMinor } = view.settings;
  const money = (minor: number): string => amountText(minor, view.currency, view.decimals, language);
  const isAboveLimit = onDesk.subject === 'amount_needs_confirmation' && confirmAboveMinor !== null;
  return (
    <Dialog
      field="confirm-amount"
      className="question confirm-amount"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => desk.opening.answer(null)}
    >
      <h2 id={title}>
        <Icon name="attention" /> {confirm.title}
      </h2>
      <output className="confirm-sum" data-field="amount-asked">
        {money(desk.opening.amountMinor())}
      </output>
      <p id={sentence}>{isAboveLimit ? confirm.aboveLimit({ amount: money(confirmAboveMinor) }) : confirm.unusual}</p>
      <div className="answers">
        <button
          type="button"
          data-first
          data-act="amount-wrong"
          className="safe"
          onClick={() => desk.opening.answer(null)}
        >
          <b>
            {confirm.no} <kbd>Esc</kbd>
          </b>
          <span>{confirm.noMeans}</span>
        </button>
        <button type="button" data-act="amount-right" onClick={() => desk.opening.answer({ confirmed: true })}>
          <b>{confirm.yes}</b>
          <span>{confirm.yesMeans}</span>
        </button>
      </div>
    </Dialog>
  );
}
