import type { CounterSettings } from '../contract/counter.ts';
import type { Payment } from './payment-state.ts';

/**
 * Which amounts a person confirms before they are charged: those above the manager's limit, and those that look like a
 * slip of the finger beside what this till has taken lately. Pure; it knows neither screen nor journal.
 */

/** How many of the newest paid amounts an amount is compared with. */
export const recentPaidMax = 50;

/** With fewer paid amounts nothing can be called usual. */
export const recentPaidMin = 10;

export type ConfirmReason = 'amount_needs_confirmation' | 'amount_unusual';

/**
 * Why a person must confirm this amount first, or null. An amount is unusual when it is more than `unusualTimes` times
 * the largest of the recent ones: the digits of 30.00 typed twice are a hundred times as much, and the largest of
 * fifty sales is seldom passed fivefold by a true one. Odoo asks above 1000 times the total.
 */
export function mustConfirm(
  amountMinor: number,
  { confirmAboveMinor, unusualTimes }: Pick<CounterSettings, 'confirmAboveMinor' | 'unusualTimes'>,
  recentMinor: readonly number[],
): ConfirmReason | null {
  if (confirmAboveMinor !== null && amountMinor > confirmAboveMinor) return 'amount_needs_confirmation';
  if (unusualTimes === null || recentMinor.length < recentPaidMin) return null;
  return amountMinor > unusualTimes * Math.max(...recentMinor) ? 'amount_unusual' : null;
}

/** The amounts of the newest paid payments of this till. */
export class RecentPaid {
  /** Minor units by paymentRequestId, oldest first. */
  readonly #paid = new Map<string, number>();

  /** A payment that has changed. One that is given back later was an amount of this shop all the same. */
  moved({ paymentRequestId, phase, amount }: Pick<Payment, 'paymentRequestId' | 'phase' | 'amount'>): void {
    if (phase !== 'paid' || this.#paid.has(paymentRequestId)) return;
    this.#paid.set(paymentRequestId, amount.minor);
    const [oldest] = this.#paid.keys();
    if (this.#paid.size > recentPaidMax && oldest !== undefined) this.#paid.delete(oldest);
  }

  minors(): readonly number[] {
    return [...this.#paid.values()];
  }
}
