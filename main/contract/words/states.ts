import type { PaymentView } from '../views.ts';
import { inEveryLanguage } from './first-words.ts';
import type { InEveryLanguage } from './language.ts';

/**
 * The one sentence for each state of the terminal, for the cashier and for the customer, and which of them a payment
 * has. It decides nothing: the core has set status, phase and code. Only `not_charged` and `reversed` may invite to
 * charge again; a test holds that.
 */

/**
 * - `waiting`: the gateway knows the payment and the customer may have to act; `checking`: nobody knows
 * - `held`: a success with another amount or currency; `undecided`: an old success found after a restart
 * A closed payment in doubt, because a success was reported late, is shown as `checking`.
 */
export type StateName =
  | 'idle'
  | 'ready'
  | 'sending'
  | 'waiting'
  | 'checking'
  | 'held'
  | 'undecided'
  | 'reversing'
  | 'reversal_pending'
  | 'paid'
  | 'not_charged'
  | 'reversed';

/** Idle and ready have no payment yet. */
export type PaymentContext = Exclude<StateName, 'idle' | 'ready'>;

export interface StateWords {
  /** At most 24 columns, a Chinese character counting two. */
  readonly title: string;
  /** For the cashier: what is so, and what to do. */
  readonly sentence: string;
  /** What the customer's screen says. */
  readonly customer: string;
  /** Whether this order may be charged again, and why. */
  readonly mayChargeAgain: string;
}

export const stateWords: InEveryLanguage<Readonly<Record<StateName, StateWords>>> = inEveryLanguage('states');

/** The words for a payment's state: a closed payment in doubt is being checked again. */
export function stateNameOf({ status, phase, code }: Pick<PaymentView, 'status' | 'phase' | 'code'>): PaymentContext {
  if (status !== 'checking') return status;
  if (phase === 'paying') return 'sending';
  if (phase === 'held' || phase === 'undecided') return phase;
  return phase === 'inquiring' && code === 'PAYMENT_IN_PROCESS' ? 'waiting' : 'checking';
}
