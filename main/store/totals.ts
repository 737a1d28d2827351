import { hasOpenReversal, isUnsettled, type Payment } from '../core/payment-state.ts';

/** What a journal adds up to, currency by currency: for the eye of whoever compares it with a statement. */

/** Sums in minor units of the currency. A till's whole life stays far below 2^53. */
export interface CurrencyTotals {
  readonly currency: string;
  /** Payments that were taken and kept, and what they came to before refunds. */
  readonly paid: number;
  readonly paidMinor: number;
  /** Refunds that are done, of paid payments. */
  readonly refunds: number;
  readonly refundedMinor: number;
  /** Payments that were given back, or never taken. */
  readonly reversed: number;
  readonly notCharged: number;
  /** Payments whose money is not settled yet. */
  readonly open: number;
  readonly openMinor: number;
}

type Counted = { -readonly [Field in keyof CurrencyTotals]: CurrencyTotals[Field] };

/** Adds payments up; `all` tells the sums, currencies in the order of their names. */
export class Totals {
  readonly #sums = new Map<string, Counted>();

  add(payment: Payment): void {
    const { currency, minor } = payment.amount;
    const sum = this.#sums.get(currency) ?? nothing(currency);
    this.#sums.set(currency, sum);
    if (isUnsettled(payment) || hasOpenReversal(payment)) {
      sum.open += 1;
      sum.openMinor += minor;
    }
    if (payment.phase === 'not_charged') sum.notCharged += 1;
    if (payment.phase === 'reversed') sum.reversed += 1;
    if (payment.phase !== 'paid') return;
    sum.paid += 1;
    sum.paidMinor += minor;
    for (const refund of payment.refunds) {
      if (refund.phase !== 'done') continue;
      sum.refunds += 1;
      sum.refundedMinor += refund.amountMinor;
    }
  }

  all(): readonly CurrencyTotals[] {
    return [...this.#sums.values()].toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
  }
}

function nothing(currency: string): Counted {
  return {
    currency,
    paid: 0,
    paidMinor: 0,
    refunds: 0,
    refundedMinor: 0,
    reversed: 0,
    notCharged: 0,
    open: 0,
    openMinor: 0,
  };
}
