import { useCallback, useEffect, useState } from 'react';
import type { ReturnCard } from '../../main/contract/returns.ts';

/**
 * The payment of a list that is shown whole. It stays chosen, by its id, while the list around it changes: nobody's
 * words end up with another payment.
 */

interface Cards {
  readonly matching: number | null;
  readonly card: (index: number) => Pick<ReturnCard, 'payment'> | undefined;
}

export interface Chosen {
  readonly id: string | null;
  /** Its place in the list, as far as it is known. */
  readonly at: number;
  readonly choose: (index: number) => void;
  /** By paymentRequestId, in the list or not. */
  readonly toId: (id: string) => void;
  /** The first of the list, once it is there. */
  readonly none: () => void;
}

/** Rows looked through for a payment that has moved. */
const nearby = 60;

/** `first`: the id that is shown at first; null = that of the first row. */
export function useChosen({ matching, card }: Cards, first: string | null): Chosen {
  const [chosen, setChosen] = useState<{ readonly id: string | null; readonly at: number }>({ id: first, at: 0 });
  const there = idAt(card, chosen.at);
  useEffect(() => {
    if (chosen.id === null && there !== null) setChosen({ id: there, at: chosen.at });
  }, [chosen, there]);
  const toId = useCallback((id: string) => setChosen(({ at }) => ({ id, at })), []);
  const none = useCallback(() => setChosen({ id: null, at: 0 }), []);
  const at = chosen.id === null || there === chosen.id ? chosen.at : placeOf(chosen.id, card, chosen.at);
  return {
    id: chosen.id,
    at: Math.min(at, Math.max(0, (matching ?? 1) - 1)),
    choose: (index) => setChosen({ id: idAt(card, index), at: index }),
    toId,
    none,
  };
}

function idAt(card: Cards['card'], index: number): string | null {
  return card(index)?.payment.paymentRequestId ?? null;
}

function placeOf(id: string, card: Cards['card'], at: number): number {
  for (let off = 1; off <= nearby; off += 1) {
    for (const index of [at - off, at + off]) if (idAt(card, index) === id) return index;
  }
  return at;
}
