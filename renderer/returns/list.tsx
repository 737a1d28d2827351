import { useVirtualizer, type VirtualItem } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, type ReactNode, type Ref, useEffect, useId, useRef } from 'react';
import type { ReturnCard } from '../../main/contract/returns.ts';
import { type ReturnsWords, returnsWords } from '../../main/contract/words/returns.ts';
import { stateNameOf } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { Icon } from '../screens/icons.tsx';
import { useTerminalNowMs, useTill } from '../till.ts';
import { spanText } from './span.ts';

/**
 * Payments one below the other, as many as there are: only those in sight are on the page. One of them is chosen, with
 * the arrow keys or by touch.
 */

/** What a row needs of a payment. */
export type RowCard = Pick<
  ReturnCard,
  'payment' | 'kind' | 'amountMinor' | 'openedAtMs' | 'nextTryAtMs' | 'inLine' | 'closing'
>;

interface ListProps {
  readonly label: string;
  readonly count: number;
  readonly card: (index: number) => RowCard | undefined;
  readonly chosen: string | null;
  readonly choose: (index: number) => void;
  /** The place of the chosen one. */
  readonly at: number;
  readonly see: (first: number, last: number) => void;
}

/** Rows as high as this until they have been measured, CSS pixels. */
const rowGuess = 76;

const overscan = 6;

/** Rows that a page key passes. */
const pageRows = 8;

export function ReturnsList({ label, count, card, chosen, choose, at, see }: ListProps): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  const name = useId();
  const nowMs = Math.floor(useTerminalNowMs() / 1_000) * 1_000;
  const rows = useVirtualizer({
    count,
    getScrollElement: () => place.current,
    estimateSize: () => rowGuess,
    overscan,
  });
  const items = rows.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => see(first, last), [see, first, last]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = steps[event.key];
    if (step === undefined || count === 0) return;
    event.preventDefault();
    const next = Math.min(Math.max(step(at, count), 0), count - 1);
    choose(next);
    rows.scrollToIndex(next);
  };
  const isChosenHere = items.some(({ index }) => card(index)?.payment.paymentRequestId === chosen);
  return (
    <div
      ref={place}
      className="returns-list"
      data-scrolls
      data-field="returns-list"
      role="listbox"
      aria-label={label}
      tabIndex={0}
      aria-activedescendant={isChosenHere ? `${name}-${chosen}` : undefined}
      onKeyDown={onKeyDown}
      onClick={(event) => chooseTouched(event, choose)}
    >
      <div className="returns-rows" style={{ height: rows.getTotalSize() }} role="presentation">
        {items.map((item) => (
          <Row
            key={card(item.index)?.payment.paymentRequestId ?? item.key}
            measure={rows.measureElement}
            item={item}
            {...{ name, count, chosen, nowMs, card: card(item.index) }}
          />
        ))}
      </div>
    </div>
  );
}

function chooseTouched(event: MouseEvent, choose: (index: number) => void): void {
  const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
  if (row !== null) choose(Number(row.dataset['index']));
}

const steps: Readonly<Record<string, ((at: number, count: number) => number) | undefined>> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at) => at + pageRows,
  PageUp: (at) => at - pageRows,
  Home: () => 0,
  End: (_, count) => count - 1,
};

interface RowProps {
  readonly measure: Ref<HTMLDivElement>;
  readonly item: VirtualItem;
  /** Before the ids of the page's elements. */
  readonly name: string;
  readonly count: number;
  readonly chosen: string | null;
  readonly nowMs: number;
  /** Undefined until it has come. */
  readonly card: RowCard | undefined;
}

function Row({ measure, item, name, count, chosen, nowMs, card }: RowProps): ReactNode {
  const id = card?.payment.paymentRequestId;
  return (
    <div
      ref={measure}
      data-index={item.index}
      id={`${name}-${id ?? item.index}`}
      role="option"
      tabIndex={-1}
      aria-selected={id !== undefined && id === chosen}
      aria-setsize={count}
      aria-posinset={item.index + 1}
      className="returns-row"
      data-payment={id}
      data-state={card === undefined ? 'coming' : stateNameOf(card.payment)}
      data-closing={card?.closing}
      style={{ transform: `translateY(${item.start}px)` }}
    >
      {card === undefined ? '…' : <InShort card={card} nowMs={nowMs} />}
    </div>
  );
}

function InShort({ card, nowMs }: { readonly card: RowCard; readonly nowMs: number }): ReactNode {
  const { language, shown } = useTill();
  const words = returnsWords[language];
  const { payment, kind } = card;
  return (
    <>
      <Icon name={stateNameOf(payment)} />
      <span className="returns-row-main">
        <b>{amountText(card.amountMinor, payment.currency, shown.view?.decimals ?? 2, language)}</b>
        <span>{words.kinds[kind]}</span>
      </span>
      <span className="returns-row-side">
        {(card.closing || payment.alarm !== null) && <Icon name="person" />} {spanText(words, nowMs - card.openedAtMs)}
      </span>
      <span className="returns-row-order">{tailOf(payment.orderId)}</span>
      <span className="returns-row-next">{nextText(card, nowMs, words)}</span>
    </>
  );
}

/** The end of a long number is what tells it from its neighbours; the card has it whole. */
function tailOf(orderId: string): string {
  return orderId.length > 18 ? `…${orderId.slice(-14)}` : orderId;
}

/** What comes next by itself, in a word; '' where nothing is planned. */
export function nextText(
  card: Pick<RowCard, 'payment' | 'kind' | 'nextTryAtMs' | 'inLine'>,
  nowMs: number,
  words: ReturnsWords,
): string {
  if (card.payment.asking) return words.facts.sending;
  if (card.inLine) return words.facts.inLine;
  if (card.nextTryAtMs === null) return '';
  const { returnsIn, nextIn } = words.facts;
  const span = spanText(words, card.nextTryAtMs - nowMs);
  return card.kind === 'decide' ? returnsIn({ span }) : nextIn({ span });
}
