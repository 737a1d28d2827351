import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { OrderLine } from '../../main/contract/order-views.ts';
import { articleWords } from '../../main/contract/words/articles.ts';
import { type AmountEntry, amountText, emptyAmount, entryOfText, minorOf } from '../amount.ts';
import { useTill } from '../till.ts';
import { keyed } from './keyed.ts';

/** The order that is being entered: its lines with their pieces, a line for something else, and what they come to. */

export interface OrderPanelProps {
  /** Shows why something was refused; false = it was. */
  readonly asked: (answer: { ok: boolean; reason?: string } | null) => boolean;
  /** The digit that was typed on the till, as the beginning of another article's amount; null = none was. */
  readonly typed: string | null;
}

export function OrderPanel({ asked, typed }: OrderPanelProps): ReactNode {
  const { terminal, shown, language } = useTill();
  const list = useRef<HTMLUListElement>(null);
  const words = articleWords[language].order;
  const entry = shown.view?.entry ?? null;
  const lines = entry?.order.lines.length ?? 0;
  useEffect(() => {
    // The newest line stands last; a scan must be seen.
    if (lines > 0) list.current?.lastElementChild?.scrollIntoView({ block: 'nearest' });
  }, [lines]);
  if (shown.view === null || entry === null) return null;
  const { currency, decimals } = shown.view;
  const { version, order, amountMinor } = entry;
  const change = async (line: number, pieces: number): Promise<void> => {
    asked(await terminal.ask('order.pieces', { version, line, pieces }));
  };
  return (
    <section className="basket" aria-label={words.title}>
      <h3>{words.title}</h3>
      {order.lines.length === 0 ? (
        <p className="basket-empty">{words.empty}</p>
      ) : (
        <ul className="basket-lines cards" ref={list}>
          {keyed(order.lines).map(({ key, line, at }) => (
            <Line key={key} line={line} change={(pieces) => void change(at, pieces)} />
          ))}
        </ul>
      )}
      <Other asked={asked} typed={typed} />
      <p className="basket-total">
        <span>{words.total}</span>
        <output data-field="basket-total">{amountText(amountMinor, currency, decimals, language)}</output>
      </p>
    </section>
  );
}

interface LineProps {
  readonly line: OrderLine;
  readonly change: (pieces: number) => void;
}

function Line({ line, change }: LineProps): ReactNode {
  const { shown, language } = useTill();
  const words = articleWords[language].order;
  if (shown.view === null) return null;
  const { currency, decimals } = shown.view;
  const { name, priceMinor, pieces } = line;
  return (
    <li data-line={line.sku}>
      <span className="basket-name">{name}</span>
      <span className="basket-acts">
        <button type="button" data-act="fewer" aria-label={words.fewer({ name })} onClick={() => change(pieces - 1)}>
          −
        </button>
        <output aria-live="off">{pieces}</output>
        <button type="button" data-act="one-more" aria-label={words.more({ name })} onClick={() => change(pieces + 1)}>
          +
        </button>
        <button type="button" data-act="remove" aria-label={words.remove({ name })} onClick={() => change(0)}>
          ×
        </button>
      </span>
      <span className="basket-sum">
        {pieces > 1 && <small>{words.one({ price: amountText(priceMinor, currency, decimals, language) })}</small>}{' '}
        <b>{amountText(priceMinor * pieces, currency, decimals, language)}</b>
      </span>
    </li>
  );
}

/** An amount by hand: digits and one point, as on the till. */
function Other({ asked, typed }: OrderPanelProps): ReactNode {
  const { terminal, shown, language } = useTill();
  const { view } = shown;
  const written = (text: string): AmountEntry => (view === null ? emptyAmount : entryOfText(text, view));
  const [entry, setEntry] = useState(() => written(typed ?? ''));
  const [isWrong, setWrong] = useState(false);
  const words = articleWords[language].order;
  if (view === null) return null;
  const take = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const amountMinor = minorOf(entry, view.decimals);
    setWrong(amountMinor === 0);
    if (amountMinor > 0 && asked(await terminal.ask('order.other', { amountMinor }))) setEntry(emptyAmount);
  };
  return (
    <form className="basket-other" onSubmit={(event) => void take(event)}>
      <label>
        <span>{words.other}</span>
        <input
          {...(typed === null ? {} : { 'data-first': true })}
          data-takes-scans
          data-act="other-amount"
          inputMode="decimal"
          autoComplete="off"
          aria-label={words.otherAmount}
          aria-invalid={isWrong}
          placeholder="0.00"
          value={entry.typed}
          onChange={(event) => setEntry(written(event.target.value))}
        />
      </label>
      <button type="submit" data-act="add-other">
        {words.otherAdd}
      </button>
      <p role="alert">{isWrong ? words.otherWrong : ''}</p>
    </form>
  );
}
