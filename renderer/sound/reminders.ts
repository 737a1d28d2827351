import type { TerminalView } from '../../main/contract/views.ts';
import { stateNameOf } from '../../main/contract/words/states.ts';
import type { Reminder } from '../tones.ts';

/**
 * What is heard of a payment that is still under way, and when: a tick after ten seconds for the customer's phone, and
 * softly every ten seconds that nothing may be charged again. Both end with the payment: an inquiry is over by 65.5 s, and
 * a reversal that is pending has given the cashier the slip. Pure.
 */

export interface Reminding {
  /** Another one is another wait, which begins anew. */
  readonly key: string;
  readonly sound: Reminder;
  readonly afterMs: number;
  readonly again: boolean;
}

/** Milliseconds: often enough to be remembered, seldom enough to be borne. */
export const remindEveryMs = 10_000;

/** Null where nobody has to be reminded, or nobody knows because the terminal is out of sight. */
export function remindingOf({ counter: { payment } }: TerminalView, lost: boolean): Reminding | null {
  if (payment === null || lost) return null;
  const state = stateNameOf(payment);
  // A closed payment in doubt is shown as checking, and binds nobody.
  const isUnderWay = payment.phase === 'inquiring' || payment.phase === 'reversing';
  const isUnclear = (state === 'checking' && isUnderWay) || state === 'reversing';
  if (!isUnclear && state !== 'sending' && state !== 'waiting') return null;
  const sound = isUnclear ? 'unclear' : 'tick';
  return { key: `${payment.paymentRequestId} ${sound}`, sound, afterMs: remindEveryMs, again: isUnclear };
}
