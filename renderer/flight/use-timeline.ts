import { useEffect, useState } from 'react';
import type { Result } from '../../main/contract/contract.ts';
import type { FlightTimeline } from '../../main/contract/flight.ts';
import { useTill } from '../till.ts';

/** The timeline of one payment as the terminal has it now, asked for again as the terminal moves on. */

/** A timeline that is looked at is not asked for more often, milliseconds. */
const askEveryMs = 1_000;

/** What has come so far: nothing yet, a story, or why there is none. */
export type TimelineSeen =
  | { readonly is: 'coming' }
  | { readonly is: 'missing' }
  | { readonly is: 'refused'; readonly reason: string }
  | { readonly is: 'there'; readonly timeline: FlightTimeline };

export function useTimeline(id: string): TimelineSeen {
  const { terminal } = useTill();
  const [seen, setSeen] = useState<{ readonly id: string; readonly what: TimelineSeen }>();
  useEffect(() => {
    let isOver = false;
    let askedVersion = -1;
    const look = async (): Promise<void> => {
      const version = terminal.shown().view?.version ?? 0;
      if (version === askedVersion) return;
      askedVersion = version;
      const answer = await terminal.ask('flight.timeline', { id });
      if (isOver) return;
      if (answer === null) askedVersion = -1;
      setSeen((before) => ({ id, what: seenOf(answer, before?.id === id ? before.what : { is: 'coming' }) }));
    };
    void look();
    const timer = setInterval(() => void look(), askEveryMs);
    return () => {
      isOver = true;
      clearInterval(timer);
    };
  }, [terminal, id]);
  return seen?.id === id ? seen.what : { is: 'coming' };
}

type Answer = Result<'flight.timeline'> | null;

/** A story that was there stays there while the terminal cannot be asked. */
function seenOf(answer: Answer, before: TimelineSeen): TimelineSeen {
  if (answer === null) return before.is === 'there' ? before : { is: 'missing' };
  return answer.ok ? { is: 'there', timeline: answer.timeline } : { is: 'refused', reason: answer.reason };
}
