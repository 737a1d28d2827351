import { hasOpenReversal, isOpenRefund, type Payment } from './payment-state.ts';
import type { Watch } from './step.ts';

/**
 * A few places for the reversals and refunds that go on in the background, first come first served, so that a long
 * list of them after an outage neither floods the gateway nor holds up the sale at the counter.
 */
export class BackgroundReturns {
  readonly #places: number;
  readonly #busy = new Set<string>();
  readonly #waiting = new Map<string, () => void>();

  constructor(places: number) {
    this.#places = places;
  }

  /** Runs `go` now when this payment has, or finds, a place; else once one is free. A newer `go` replaces an older. */
  admit(id: string, go: () => void): void {
    if (this.#busy.has(id) || this.#busy.size < this.#places) {
      this.#busy.add(id);
      go();
      return;
    }
    this.#waiting.set(id, go);
  }

  /** This payment waits for no answer: its place goes to the next, which `run` is told to start. */
  leave(id: string, run: (go: () => void) => void): void {
    if (!this.#busy.delete(id)) return;
    const next = this.#waiting.entries().next().value;
    if (next === undefined) return;
    const [nextId, go] = next;
    this.#waiting.delete(nextId);
    this.#busy.add(nextId);
    run(go);
  }
}

/** A reversal or refund that no cashier waits for any more. */
export function isBackground(payment: Payment, watch: Watch): boolean {
  const overdue = payment.reversal?.seriesOver === true || payment.refunds.some((refund) => refund.seriesOver);
  return (watch.recovered || overdue) && (hasOpenReversal(payment) || payment.refunds.some(isOpenRefund));
}
