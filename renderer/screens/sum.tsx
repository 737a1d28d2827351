import type { ReactNode } from 'react';
import { amountText } from '../amount.ts';
import { atCounter } from '../situation.ts';
import { useTill } from '../till.ts';

/** The amount, and under it the order it belongs to. */
export function Sum(): ReactNode {
  const { situation, shown, language, words } = useTill();
  const counter = atCounter(situation);
  if (shown.view === null) return null;
  const { currency, decimals } = shown.view;
  const isEmpty = counter.state === 'idle' && counter.amountMinor === 0;
  return (
    <section className="sum" aria-label={words.labels.amount}>
      <output className={isEmpty ? 'amount amount-empty' : 'amount'} data-field="amount">
        {amountText(counter.amountMinor, currency, decimals, language)}
      </output>
      <p className="order">
        {words.labels.order} <span data-field="order">{counter.state === 'idle' ? '–' : counter.orderId}</span>
      </p>
    </section>
  );
}
