import { useCallback, useEffect, useRef, useState } from 'react';
import { cardsMax, type ReturnCard, type ReturnsAsked, type ReturnsPage } from '../../main/contract/returns.ts';
import type { Terminal } from '../terminal.ts';

/**
 * What the page knows of returns: windows of the terminal's own lists. They are asked for again as the terminal
 * changes, at most twice a second and once at a time, so that neither a long list nor a busy one is felt.
 */

export type ReturnsQuery = Omit<ReturnsAsked, 'from' | 'most'>;

export interface FoundCards {
  /** How many there are; null until the terminal has answered. */
  readonly matching: number | null;
  readonly card: (index: number) => ReturnCard | undefined;
  /** These rows stand on the screen. */
  readonly see: (first: number, last: number) => void;
}

/** Between two questions, milliseconds. */
const pauseMs = 500;

/** Without a change of the terminal ages and windows still go on, milliseconds. */
const refreshMs = 5_000;

/** Rows asked for before those in sight. */
const ahead = 25;

/** Of what has ended so much is shown; a file has the rest. */
const endedMax = 2_000;

interface Answer {
  readonly query: ReturnsQuery;
  readonly from: number;
  readonly page: ReturnsPage;
}

/** Open ones; null = none are wanted. */
export function useReturns(
  terminal: Terminal,
  query: ReturnsQuery | null,
): FoundCards & { readonly page: ReturnsPage | null } {
  const [answer, setAnswer] = useState<Answer | null>(null);
  const from = useRef(0);
  const wake = useRef(() => {});
  useEffect(() => {
    if (query === null) return;
    from.current = 0;
    const asking = askingAgain(async () => {
      const first = from.current;
      const page = await terminal.ask('returns.list', { ...query, from: first, most: cardsMax });
      return () => {
        if (page !== null) setAnswer({ query, from: first, page });
      };
    });
    wake.current = asking.now;
    asking.now();
    const off = terminal.onChange(asking.soon);
    const timer = setInterval(asking.soon, refreshMs);
    return () => {
      off();
      clearInterval(timer);
      asking.end();
    };
  }, [terminal, query]);
  const see = useCallback((first: number, last: number) => {
    if (first >= from.current && last < from.current + cardsMax) return;
    from.current = Math.max(0, first - ahead);
    wake.current();
  }, []);
  // What was found for an earlier question is not shown as found for this one.
  const shown = answer?.query === query ? answer : null;
  return {
    page: shown?.page ?? null,
    matching: shown?.page.matching ?? null,
    card: (index) => shown?.page.cards[index - shown.from],
    see,
  };
}

/** Reversals that have ended, newest first; more of them as the list is scrolled. `closedByPerson` null = none. */
export function useEnded(terminal: Terminal, closedByPerson: boolean | null): FoundCards {
  const [found, setFound] = useState<Ended>(nothingYet);
  const busy = useRef(false);
  const isHere = found.of === closedByPerson;
  const { cards, next, isOver } = isHere ? found : nothingYet;
  const more = useCallback(async () => {
    if (closedByPerson === null || busy.current) return;
    busy.current = true;
    const answer = await terminal.ask('returns.ended', { closedByPerson, before: next, most: cardsMax });
    busy.current = false;
    // No answer: the terminal is away, and what is scrolled later asks again.
    if (answer?.ok !== true) return;
    const all = [...cards, ...answer.cards];
    setFound({
      of: closedByPerson,
      cards: all,
      next: answer.next,
      isOver: answer.next === null || all.length >= endedMax,
    });
  }, [terminal, closedByPerson, next, cards]);
  useEffect(() => {
    if (closedByPerson !== null && !isHere) void more();
  }, [closedByPerson, isHere, more]);
  return {
    matching: isHere ? cards.length : null,
    card: (index) => cards[index],
    see: (_first, last) => {
      if (!isOver && isHere && last >= cards.length - 1) void more();
    },
  };
}

interface Ended {
  readonly of: boolean | null;
  readonly cards: readonly ReturnCard[];
  readonly next: string | null;
  readonly isOver: boolean;
}

const nothingYet: Ended = { of: null, cards: [], next: null, isOver: false };

/** One payment's card, as new as the terminal; null while there is none. `id` null = none is wanted. */
export function useCard(terminal: Terminal, id: string | null): ReturnCard | null {
  const [card, setCard] = useState<ReturnCard | null>(null);
  useEffect(() => {
    if (id === null) return;
    const asking = askingAgain(async () => {
      const answer = await terminal.ask('returns.card', { id });
      return () => {
        if (answer?.ok === true) setCard(answer.card);
      };
    });
    asking.now();
    const off = terminal.onChange(asking.soon);
    return () => {
      off();
      asking.end();
    };
  }, [terminal, id]);
  return card?.payment.paymentRequestId === id ? card : null;
}

/**
 * Asks once at a time. `soon` waits for the pause behind the question before, `now` does not. What comes after `end`
 * is not taken.
 */
function askingAgain(ask: () => Promise<() => void>) {
  let state: 'free' | 'busy' | 'over' = 'free';
  let isStale = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function soon(): void {
    if (state === 'busy' || timer !== undefined) isStale = true;
    else now();
  }
  function now(): void {
    if (state === 'over') return;
    clearTimeout(timer);
    timer = undefined;
    if (state === 'busy') {
      isStale = true;
      return;
    }
    state = 'busy';
    isStale = false;
    void ask().then((take) => {
      if (state === 'over') return;
      state = 'free';
      take();
      timer = setTimeout(() => {
        timer = undefined;
        if (isStale) now();
      }, pauseMs);
    });
  }
  return {
    soon,
    now,
    end: () => {
      state = 'over';
      clearTimeout(timer);
    },
  };
}
