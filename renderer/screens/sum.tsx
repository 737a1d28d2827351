import type { ReactNode } from 'react';
import { acts } from '../acts.ts';
import { amountText } from '../amount.ts';
import { OrderLines } from '../articles/order-lines.tsx';
import { atCounter } from '../situation.ts';
import { useTill } from '../till.ts';
import { ActButton } from './act-button.tsx';

/** The amount, and under it the order it belongs to: what it is called, and the note on it. */
export function Sum(): ReactNode {
  const { situation, shown, language, words } = useTill();
  const counter = atCounter(situation);
  if (shown.view === null) return null;
  const { currency, decimals } = shown.view;
  const isEmpty = counter.state === 'idle' && counter.amountMinor === 0;
  return (
    <section className="sum" aria-label={words.labels.amount}>
      <div className="sum-head">
        <output className={isEmpty ? 'amount amount-empty' : 'amount'} data-field="amount">
          {amountText(counter.amountMinor, currency, decimals, language)}
        </output>
        <Order />
      </div>
      <OrderLines />
    </section>
  );
}

function Order(): ReactNode {
  const { desk, keymap, onDesk, situation, shown, words } = useTill();
  const counter = atCounter(situation);
  const isIdle = counter.state === 'idle';
  const id = isIdle ? (onDesk.reference ?? '–') : counter.orderId;
  const note = (isIdle ? onDesk.order.note : shown.view?.counter.order?.note) ?? '';
  return (
    <div className="order">
      <p>
        {words.labels.order} <span data-field="order">{id}</span>
        {note !== '' && (
          <span className="order-note" data-field="note">
            {note}
          </span>
        )}
      </p>
      {isIdle && (
        <ActButton
          act="order"
          shortcut={keymap.order}
          off={acts.order.off(situation)}
          press={() => acts.order.act(desk)}
        >
          {words.buttons.order}
        </ActButton>
      )}
    </div>
  );
}
