import type { PaymentView } from '../contract/views.ts';
import type { Payment } from './payment-state.ts';

/**
 * The two lists of a whole view: what a start has found, and what a person must look at. They are made anew only when
 * a payment of theirs has moved, so that a sale costs the same beside any list.
 */

/** Shown at most of each list: each turn sends them whole to each page. `reversals.list` has more. */
export const shownMax = 20;

interface Lists {
  readonly recovered: readonly PaymentView[];
  readonly attention: readonly PaymentView[];
}

export class ShownLists {
  readonly #viewOf: (payment: Payment) => PaymentView;
  readonly #alarmed: (most: number) => readonly Payment[];
  /** Newest state. */
  readonly #recovered = new Map<string, Payment>();
  #made: { readonly lists: Lists; readonly ids: ReadonlySet<string> } | null = null;

  /** `alarmed` names the first so many of those a person must look at. */
  constructor(viewOf: (payment: Payment) => PaymentView, alarmed: (most: number) => readonly Payment[]) {
    this.#viewOf = viewOf;
    this.#alarmed = alarmed;
  }

  /** What a start has found, oldest first; the newest of them are shown until the next start. */
  found(payments: readonly Payment[]): void {
    for (const payment of payments.filter(isShown).slice(-shownMax))
      this.#recovered.set(payment.paymentRequestId, payment);
    this.#made = null;
  }

  /** This payment has changed, or what is asked for it. */
  moved(payment: Payment): void {
    const id = payment.paymentRequestId;
    if (this.#recovered.has(id)) this.#recovered.set(id, payment);
    else if (payment.alarm === null && this.#made?.ids.has(id) !== true) return;
    this.#made = null;
  }

  lists(): Lists {
    if (this.#made === null) {
      const recovered = [...this.#recovered.values()].map(this.#viewOf);
      const attention = this.#alarmed(shownMax).map(this.#viewOf);
      const ids = new Set([...recovered, ...attention].map(({ paymentRequestId }) => paymentRequestId));
      this.#made = { lists: { recovered, attention }, ids };
    }
    return this.#made.lists;
  }
}

/** A paid one is no news; one that is closed and only asked about later is not shown either. */
function isShown(payment: Payment): boolean {
  return payment.phase !== 'paid' && payment.askAgainAtMs.length === 0;
}
