import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { HistoryRow } from '../../main/contract/history.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { stateNameOf, stateWords } from '../../main/contract/words/states.ts';
import { amountText } from '../amount.ts';
import { Icon } from '../screens/icons.tsx';
import { useTill } from '../till.ts';
import type { HistoryPages, PagesShown } from './pages.ts';
import { timesOf } from './times.ts';

/**
 * All payments that were found, newest first: only those in sight are on the page. The bar on its side reaches the
 * oldest of a million; the arrow keys go from one to the next.
 */

export interface ListProps {
  readonly pages: HistoryPages;
  readonly shown: PagesShown;
  /** The payment that is shown beside the list. */
  readonly chosen: string | null;
  readonly choose: (row: HistoryRow) => void;
  /** Whether the newest one is in sight. */
  readonly isAtTop: { current: boolean };
}

/** Chromium draws nothing beyond 2^25 pixels; a longer list is told in larger steps of its bar. */
const drawnMax = 30_000_000;

export function List(props: ListProps): ReactNode {
  const { onDesk } = useTill();
  const place = useRef<HTMLDivElement>(null);
  const rowPx = useRowPx(place, onDesk.pxPerMm);
  return (
    <div ref={place} className="history-list-place">
      {/* Rows of another height are another list. */}
      <Rows key={rowPx} {...props} rowPx={rowPx} />
    </div>
  );
}

function Rows({ pages, shown, chosen, choose, isAtTop, rowPx }: ListProps & { readonly rowPx: number }): ReactNode {
  const { language } = useTill();
  const place = useRef<HTMLDivElement>(null);
  const ids = useId();
  const [active, setActive] = useState(0);
  const { total, search } = shown;
  const wholePx = total * rowPx;
  const drawnPx = Math.min(wholePx, drawnMax);
  const extent = useRef({ wholePx, drawnPx });
  extent.current = { wholePx, drawnPx };
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => place.current,
    estimateSize: () => rowPx,
    overscan: 6,
    observeElementOffset: (list, tell) =>
      observeElementOffset(list, (offset, isScrolling) =>
        tell(offset * stretchOf(extent.current, place.current?.clientHeight ?? 0), isScrolling),
      ),
  });
  const stretch = stretchOf(extent.current, rows.scrollRect?.height ?? 0);
  useEffect(() => {
    // Another search begins at its newest.
    if (search === 0 || place.current === null) return;
    place.current.scrollTop = 0;
    setActive(0);
  }, [search]);
  const inSight = rows.getVirtualItems();
  const [first, last] = [inSight.at(0)?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => pages.want(first, last), [pages, first, last]);
  useEffect(() => {
    isAtTop.current = first === 0;
  }, [isAtTop, first]);
  const row = pages.row(active);
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(total - 1, to));
    setActive(next);
    if (place.current !== null) reveal(place.current, next, rowPx, stretch);
    const reached = pages.row(next);
    if (reached != null) choose(reached);
  };
  return (
    <div
      ref={place}
      className="history-list"
      role="listbox"
      tabIndex={0}
      aria-label={historyWords[language].labels.list}
      aria-activedescendant={row == null ? undefined : `${ids}-${active}`}
      data-field="history-list"
      onClick={({ target }) => {
        const pressed = target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null;
        if (pressed !== null) go(Number(pressed.dataset['at']));
      }}
      onKeyDown={(event) => {
        const to = placeAfter(event, active, Math.floor((place.current?.clientHeight ?? 0) / rowPx), total);
        if (to === null) return;
        event.preventDefault();
        go(to);
      }}
    >
      <div role="presentation" style={{ height: drawnPx, position: 'relative' }}>
        {inSight.map(({ index, start }) => (
          <Row
            key={index}
            id={`${ids}-${index}`}
            row={pages.row(index)}
            at={index}
            total={total}
            isChosen={chosen !== null && pages.row(index)?.paymentRequestId === chosen}
            style={{ height: rowPx, transform: `translateY(${start - shift(rows.scrollOffset ?? 0, stretch)}px)` }}
          />
        ))}
      </div>
    </div>
  );
}

/** Where the bar stands before where the list is, pixels. */
function shift(offset: number, stretch: number): number {
  return offset - offset / stretch;
}

/** How far the list goes for each pixel of its bar; `sightPx`: the height of what is in sight. */
function stretchOf({ wholePx, drawnPx }: { wholePx: number; drawnPx: number }, sightPx: number): number {
  return wholePx <= drawnPx ? 1 : (wholePx - sightPx) / (drawnPx - sightPx);
}

/** Puts a row into sight. */
function reveal(list: HTMLElement, at: number, rowPx: number, stretch: number): void {
  const offset = list.scrollTop * stretch;
  const top = at * rowPx;
  const bottom = top + rowPx - list.clientHeight;
  if (top < offset) list.scrollTop = top / stretch;
  else if (bottom > offset) list.scrollTop = Math.ceil(bottom / stretch);
}

function placeAfter({ key }: KeyboardEvent, active: number, page: number, total: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active - 1;
    case 'PageDown':
      return active + Math.max(1, page - 1);
    case 'PageUp':
      return active - Math.max(1, page - 1);
    case 'Home':
      return 0;
    case 'End':
      return total - 1;
    case 'Enter':
      return active;
    default:
      return null;
  }
}

/** Two lines of text, and a finger. */
function useRowPx(place: { readonly current: HTMLElement | null }, pxPerMm: number | null): number {
  const [rowPx, setRowPx] = useState(60);
  useLayoutEffect(() => {
    const measure = (): void => {
      const fontPx = place.current === null ? 16 : Number.parseFloat(getComputedStyle(place.current).fontSize);
      setRowPx(Math.round(Math.max(48, fontPx * 3.4, (pxPerMm ?? 0) * 10)));
    };
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, [place, pxPerMm]);
  return rowPx;
}

interface RowProps {
  readonly id: string;
  readonly row: HistoryRow | null | undefined;
  readonly at: number;
  readonly total: number;
  readonly isChosen: boolean;
  readonly style: { readonly height: number; readonly transform: string };
}

function Row({ id, row, at, total, isChosen, style }: RowProps): ReactNode {
  const { language, shown } = useTill();
  const { sentences } = historyWords[language];
  const option = {
    id,
    role: 'option',
    'aria-selected': isChosen,
    'aria-setsize': total,
    'aria-posinset': at + 1,
    'data-at': at,
    style,
  } as const;
  if (row == null)
    return (
      <div {...option} className="history-row">
        <span className="history-when">{row === null ? sentences.unreadable : '…'}</span>
      </div>
    );
  const state = stateNameOf(row);
  const { day, time } = timesOf(row.scannedAtMs, shown.view?.timeZone ?? 'UTC');
  const amount = (minor: number): string => amountText(minor, row.currency, shown.view?.decimals ?? 2, language);
  const refunded = [
    ...(row.refundedMinor > 0 ? [sentences.rowRefunded({ amount: amount(row.refundedMinor) })] : []),
    ...(row.refundOpen ? [sentences.rowRefundOpen] : []),
  ].join(' · ');
  return (
    <div {...option} className="history-row" data-payment={row.paymentRequestId} data-state={state}>
      <Icon name={state} />
      <span className="history-when">
        <b>{time}</b> <span>{day}</span>
      </span>
      <span className="history-what">
        <span>{stateWords[language][state].title}</span>
        <span className="history-order">{refunded === '' ? row.orderId : refunded}</span>
      </span>
      <b className="history-amount">{amount(row.amountMinor)}</b>
    </div>
  );
}
