import { type ReactNode, useId } from 'react';
import { refusalSentence } from '../../main/contract/words/refusals.ts';
import { useTill } from '../till.ts';
import { Dialog } from './dialog.tsx';
import { Icon } from './icons.tsx';

/** A payment of the same amount is unsettled: is this somebody else? The safe answer charges nothing. */
export function SameAmount(): ReactNode {
  const { desk, language, words } = useTill();
  const title = useId();
  const sentence = useId();
  const { buttons, sameAmount } = words;
  return (
    <Dialog
      field="same-amount"
      className="question"
      labelledBy={title}
      describedBy={sentence}
      safeAnswer={() => desk.opening.answer(null)}
    >
      <h2 id={title}>
        <Icon name="checking" /> {sameAmount.title}
      </h2>
      <p id={sentence}>{refusalSentence(language, 'same_amount_unsettled')}</p>
      <div className="answers">
        <button
          type="button"
          data-first
          data-act="same-customer"
          className="safe"
          onClick={() => desk.opening.answer(null)}
        >
          <b>
            {buttons.sameCustomer} <kbd>Esc</kbd>
          </b>
          <span>{sameAmount.no}</span>
        </button>
        <button
          type="button"
          data-act="different-customer"
          onClick={() => desk.opening.answer({ differentCustomer: true })}
        >
          <b>{buttons.differentCustomer}</b>
          <span>{sameAmount.yes}</span>
        </button>
      </div>
    </Dialog>
  );
}
