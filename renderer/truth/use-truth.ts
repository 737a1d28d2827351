import { useCallback, useEffect, useRef, useState } from 'react';
import type { TruthView } from '../../main/contract/truth-desk.ts';
import { useTill } from '../till.ts';

/**
 * The question at the desk as the terminal has it. While it is used the desk is held, so that no scan of any scanner is
 * a sale; what is asked and answered is kept by the terminal alone.
 */

/** Often enough that the terminal never takes the desk for left, milliseconds; see `holdMs` of the terminal. */
const holdEveryMs = 4_000;

export interface Truth {
  /** Null until this screen has asked something. */
  readonly view: TruthView | null;
  /** Why the newest number could not be asked, or null. */
  readonly refused: string | null;
  /** Null asks what a scanner of the terminal has read last. */
  readonly ask: (text: string | null) => void;
  readonly again: () => void;
}

export function useTruth(): Truth {
  const { terminal, desk, shown } = useTill();
  const [view, setView] = useState<TruthView | null>(null);
  const [refused, setRefused] = useState<string | null>(null);
  /** The first question of this screen, or since a number was refused: what was asked before is another customer's. */
  const first = useRef<number | null>(null);
  const isHere = useRef(true);

  const look = useCallback(async (): Promise<void> => {
    const answer = await terminal.ask('truth.view', {});
    const isOurs = answer !== null && first.current !== null && answer.number >= first.current;
    if (isOurs && isHere.current) setView(answer);
  }, [terminal]);

  const ask = useCallback(
    (text: string | null): void => {
      void terminal.ask('truth.ask', { text }).then((answer) => {
        if (answer === null || !isHere.current) return;
        if (!answer.ok && text !== null) desk.bell.ring('refused');
        setRefused(answer.ok ? null : answer.reason);
        if (!answer.ok) {
          // What stood here is about another number, and often another customer: under this one's refusal it would lie.
          first.current = null;
          setView(null);
          return;
        }
        first.current ??= answer.number;
        void look();
      });
    },
    [terminal, desk, look],
  );

  useEffect(() => {
    isHere.current = true;
    const hold = (): void => void terminal.ask('truth.hold', {});
    hold();
    const timer = setInterval(hold, holdEveryMs);
    const offScans = desk.takeScans(ask);
    return () => {
      isHere.current = false;
      clearInterval(timer);
      offScans();
      void terminal.ask('truth.leave', {});
    };
  }, [terminal, desk, ask]);

  const version = shown.view?.version;
  useEffect(() => {
    if (version !== undefined) void look();
  }, [version, look]);

  return {
    view,
    refused,
    ask,
    again: useCallback(() => void terminal.ask('truth.again', {}).then(() => look()), [terminal, look]),
  };
}
