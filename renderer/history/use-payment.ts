import { useEffect, useState } from 'react';
import type { Result } from '../../main/contract/contract.ts';
import type { Terminal } from '../terminal.ts';

/** One payment whole, asked for anew after each change of the terminal, once at a time. */

export type WholePayment = Extract<Result<'history.payment'>, { ok: true }>;

/** Null until the first answer; a reason where it cannot be had. */
export function usePayment(terminal: Terminal, id: string): WholePayment | { readonly reason: string } | null {
  const [known, setKnown] = useState<{ id: string; payment: WholePayment | { reason: string } } | null>(null);
  useEffect(() => {
    let askedOf: number | undefined;
    let isAsking = false;
    let isOver = false;
    const look = async (): Promise<void> => {
      const version = terminal.shown().view?.version;
      if (isAsking || isOver || version === askedOf) return;
      askedOf = version;
      isAsking = true;
      const answer = await terminal.ask('history.payment', { id });
      isAsking = false;
      if (isOver) return;
      if (answer !== null) setKnown({ id, payment: answer.ok ? answer : { reason: answer.reason } });
      void look();
    };
    void look();
    const off = terminal.onChange(() => void look());
    return () => {
      isOver = true;
      off();
    };
  }, [terminal, id]);
  return known?.id === id ? known.payment : null;
}
