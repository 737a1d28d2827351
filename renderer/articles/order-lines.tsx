import { type ReactNode, useEffect, useRef } from 'react';
import type { OrderLine } from '../../main/contract/order-views.ts';
import { amountText } from '../amount.ts';
import { atCounter } from '../situation.ts';
import { useTill } from '../till.ts';
import { keyed } from './keyed.ts';
import './order-lines.css';

/** What was bought, under the amount it comes to: compact, the newest line in sight. Nothing where no line is. */
export function OrderLines(): ReactNode {
  const { situation, shown, words } = useTill();
  const list = useRef<HTMLUListElement>(null);
  const { view } = shown;
  const { state } = atCounter(situation);
  const order = state === 'idle' ? situation.order : (view?.counter.order ?? null);
  const lines = order?.lines ?? [];
  const pieces = lines.reduce((sum, line) => sum + line.pieces, 0);
  useEffect(() => {
    if (pieces > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [pieces]);
  if (view === null || lines.length === 0) return null;
  return (
    <section
      className={state === 'payment' ? 'lines' : 'lines lines-open'}
      aria-label={words.buttons.articles}
      data-field="lines"
    >
      {/* Reached by keyboard as well: it may be longer than its place. */}
      <ul tabIndex={lines.length > 2 ? 0 : -1} aria-label={words.buttons.articles} ref={list}>
        {keyed(lines).map(({ key, line }) => (
          <Line key={key} line={line} />
        ))}
      </ul>
    </section>
  );
}

function Line({ line: { name, priceMinor, pieces } }: { readonly line: OrderLine }): ReactNode {
  const { shown, language } = useTill();
  if (shown.view === null) return null;
  const { currency, decimals } = shown.view;
  return (
    <li>
      <span className="lines-name">{name}</span>
      <span className="lines-pieces">{pieces > 1 ? `× ${pieces}` : ''}</span>
      <b>{amountText(priceMinor * pieces, currency, decimals, language)}</b>
    </li>
  );
}
