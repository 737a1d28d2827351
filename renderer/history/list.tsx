import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import type { HistoryRow } from '../../main/contract/history.ts';
import { historyWords } from '../../main/contract/words/history.ts';
import { useTill } from '../till.ts';
import type { HistoryPages, PagesShown } from './pages.ts';
import { Row } from './row.tsx';
import { useLongList } from './use-long-list.ts';

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
  /** Told whether the newest one is in sight. */
  readonly isAtTop: { current: boolean };
}

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
  const { total, search } = shown;
  const ids = useId();
  const [active, setActive] = useState(0);
  const { place, drawnPx, inSight, reveal } = useLongList(total, rowPx);
  const [first, last] = [inSight.at(0)?.index ?? 0, inSight.at(-1)?.index ?? 0];
  useEffect(() => pages.want(first, last), [pages, first, last]);
  useEffect(() => {
    isAtTop.current = first === 0;
  }, [isAtTop, first]);
  useEffect(() => {
    // Another search begins at its newest.
    if (search > 0) place.current?.scrollTo({ top: 0 });
    setActive(0);
  }, [place, search]);
  const go = (to: number): void => {
    const next = Math.max(0, Math.min(total - 1, to));
    setActive(next);
    reveal(next);
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
      aria-activedescendant={pages.row(active) == null ? undefined : `${ids}-${active}`}
      data-field="history-list"
      data-scrolls
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
      <div role="presentation" className="history-rows" style={{ height: drawnPx }}>
        {inSight.map(({ index, top }) => {
          const row = pages.row(index);
          const isChosen = chosen !== null && row?.paymentRequestId === chosen;
          return <Row key={index} id={`${ids}-${index}`} {...{ row, index, total, isChosen, top, rowPx }} />;
        })}
      </div>
    </div>
  );
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
