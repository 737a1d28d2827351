import { observeElementOffset, useVirtualizer } from '@tanstack/react-virtual';
import { type RefObject, useRef } from 'react';

/**
 * Which rows of a list are in sight, however long it is. Chromium places nothing exactly beyond 2^24 pixels: a longer
 * list is drawn that high, and goes further than its bar for each pixel. It knows heights and places, and no payments.
 */

export interface LongList {
  /** The box that scrolls. */
  readonly place: RefObject<HTMLDivElement | null>;
  /** How high everything in it is drawn, pixels. */
  readonly drawnPx: number;
  /** Rows to be drawn, and where; `top` in pixels. */
  readonly inSight: readonly { readonly index: number; readonly top: number }[];
  /** Scrolls until the row is whole in sight. */
  readonly reveal: (index: number) => void;
}

const drawnMaxPx = 16_000_000;

/** Rows above and below that are drawn before they are seen. */
const overscan = 6;

/** All rows are `rowPx` high. */
export function useLongList(total: number, rowPx: number): LongList {
  const place = useRef<HTMLDivElement>(null);
  const wholePx = total * rowPx;
  const drawnPx = Math.min(wholePx, drawnMaxPx);
  const extent = useRef({ wholePx, drawnPx });
  extent.current = { wholePx, drawnPx };
  const stretch = (): number => stretchOf(extent.current, place.current);
  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => place.current,
    estimateSize: () => rowPx,
    overscan,
    observeElementOffset: (list, tell) =>
      observeElementOffset(list, (offset, isScrolling) => tell(offset * stretch(), isScrolling)),
  });
  const offset = rows.scrollOffset ?? 0;
  const aheadPx = offset - offset / stretch();
  return {
    place,
    drawnPx,
    inSight: rows.getVirtualItems().map(({ index, start }) => ({ index, top: Math.round(start - aheadPx) })),
    reveal(index) {
      if (place.current === null) return;
      const seenPx = place.current.scrollTop * stretch();
      const top = index * rowPx;
      const bottom = top + rowPx - place.current.clientHeight;
      if (top < seenPx) place.current.scrollTop = top / stretch();
      else if (bottom > seenPx) place.current.scrollTop = Math.ceil(bottom / stretch());
    },
  };
}

/** How far the list goes for each pixel of its bar. */
function stretchOf({ wholePx, drawnPx }: { wholePx: number; drawnPx: number }, place: HTMLElement | null): number {
  if (wholePx <= drawnPx) return 1;
  const sightPx = place?.clientHeight ?? 0;
  return (wholePx - sightPx) / (drawnPx - sightPx);
}
