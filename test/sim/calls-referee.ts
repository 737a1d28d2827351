import type { Payment } from '../../main/core/payment-state.ts';
import { hasOpenReversal, must } from './promises.ts';

/** Watches what leaves for the gateway: nothing that is not durable, nothing twice, nothing too soon, nothing never. */

export interface DurableSide {
  readonly payment: (paymentRequestId: string) => Payment | undefined;
  readonly payments: () => Iterable<Payment>;
  /** The payment of a refund. */
  readonly owner: (refundRequestId: string) => string | undefined;
  /** The world's clock. */
  readonly nowMs: () => number;
}

/** A call of one run of the program. */
interface Left {
  readonly life: number;
  readonly atMs: number;
  readonly count: number;
}

export class CallsReferee {
  readonly #durable: DurableSide;
  #journalLost = false;
  /** When anything last left for a payment. */
  readonly #calledMs = new Map<string, number>();
  /** Payments of which this run of the program heard something that decides or turns a reversal. */
  readonly #answered = new Set<string>();
  readonly #paid = new Set<string>();
  readonly #openCalls = new Map<string, number>();
  readonly #inquired = new Map<string, Left>();
  readonly #cancelled = new Map<string, Left>();
  /** When somebody last said "send now". */
  #hurriedMs = Number.NEGATIVE_INFINITY;

  constructor(durable: DurableSide) {
    this.#durable = durable;
  }

  /** The journal has failed in this run: no series goes on, and who asks by hand asks when they like. */
  lostJournal(): void {
    this.#journalLost = true;
  }

  hurried(): void {
    this.#hurriedMs = this.#durable.nowMs();
  }

  /** A new run of the program: its calls are its own. */
  started(): void {
    this.#journalLost = false;
    this.#openCalls.clear();
    this.#answered.clear();
  }

  maySend(api: string, id: string, asked: { readonly amountMinor: number; readonly life: number }): void {
    const payment = this.#durable.payment(this.#durable.owner(id) ?? id);
    if (payment === undefined) {
      must(api === 'inquiryPayment' && this.isProbe(id), `${api} leaves for ${id}, which is not durable`);
      return;
    }
    this.#calledMs.set(payment.paymentRequestId, this.#durable.nowMs());
    if (api === 'pay') this.#mayPay(payment, asked.amountMinor);
    if (api === 'cancel') {
      must(hasOpenReversal(payment), `cancel leaves for ${id} without a durable reversal`);
      must(!this.#openCalls.has(`pay ${id}`), `cancel leaves for ${id} while its pay is still listened to`);
      this.#mayCancel(payment, asked.life);
    }
    if (api === 'refund') {
      const refund = payment.refunds.find((one) => one.refundRequestId === id);
      must(refund?.amountMinor === asked.amountMinor, `refund ${id} leaves with another amount than the durable one`);
      must(refund?.phase !== 'done' && refund?.phase !== 'refused', `refund ${id} leaves although it has ended`);
    }
    if (api === 'inquiryPayment' && payment.phase === 'inquiring' && !this.#journalLost)
      this.#mayInquire(payment, asked.life);
  }

  /** An id of no payment: the terminal asks whether its key is accepted again. */
  isProbe(id: string): boolean {
    return /^20\d{16}0{16}\d{6}$/.test(id);
  }

  #mayPay(payment: Payment, amountMinor: number): void {
    const id = payment.paymentRequestId;
    must(payment.phase === 'paying' && payment.revision === 1, `pay leaves for ${id}, which is ${payment.phase}`);
    must(payment.amount.minor === amountMinor, `pay of ${id} leaves with another amount`);
    must(!this.#paid.has(id), `pay leaves a second time for ${id}`);
    this.#paid.add(id);
  }

  #mayInquire({ paymentRequestId: id }: Payment, life: number): void {
    const { sinceMs, count } = this.#left(this.#inquired, id, life);
    must(sinceMs >= 2_999, `${id} is inquired again after ${sinceMs} ms`);
    must(count <= 21, `${id} is inquired ${count} times in one series`);
  }

  /** 5 seconds apart (seed 004), or sooner because a person wants it. A reversal opened anew begins at once. */
  #mayCancel({ paymentRequestId: id, reversal }: Payment, life: number): void {
    const one = `${id} ${reversal?.generation ?? 0}`;
    const lastMs = this.#cancelled.get(one)?.atMs ?? 0;
    const { sinceMs } = this.#left(this.#cancelled, one, life);
    must(this.#hurriedMs >= lastMs || sinceMs >= 4_999, `${id} is cancelled again after ${sinceMs} ms`);
  }

  /** Notes that a call leaves; tells how long after the one before, and which of this run it is. */
  #left(calls: Map<string, Left>, id: string, life: number): { readonly sinceMs: number; readonly count: number } {
    const last = calls.get(id);
    const isSameRun = last?.life === life;
    const atMs = this.#durable.nowMs();
    const count = isSameRun ? last.count + 1 : 1;
    calls.set(id, { life, atMs, count });
    return { sinceMs: isSameRun ? atMs - last.atMs : Number.POSITIVE_INFINITY, count };
  }

  /** Cancels and refunds are one at a time. `place` names the payment or the refund. */
  opened(place: string): void {
    const open = (this.#openCalls.get(place) ?? 0) + 1;
    must(open <= 1, `${open} calls are open at the same time: ${place}`);
    this.#openCalls.set(place, open);
  }

  heard(api: string, id: string, verdict: string): void {
    const turns = ['success', 'refused', 'failed', 'cancelled'].includes(verdict);
    const absent = api === 'inquiryPayment' && verdict === 'not_exist';
    if (api !== 'pay' && (turns || absent)) this.#answered.add(this.#durable.owner(id) ?? id);
  }

  /**
   * Every open reversal has something sent at least every 5 minutes, the longest back-off. Without a journal one is
   * followed only while nothing definite was heard: what it came to in memory is not written anywhere.
   */
  nothingSleeps(lifeStartedMs: number, storageFails: boolean): void {
    const payments = [...this.#durable.payments()];
    for (const payment of payments) {
      const { paymentRequestId: id } = payment;
      if (!hasOpenReversal(payment) || (storageFails && this.#answered.has(id))) continue;
      const quietMs = this.#durable.nowMs() - Math.max(lifeStartedMs, this.#calledMs.get(id) ?? 0);
      must(
        quietMs <= 300_000 + 10_000 * payments.length,
        `nothing was sent for the open reversal of ${id} for ${quietMs} ms`,
      );
    }
  }

  closed(place: string): void {
    this.#openCalls.delete(place);
  }
}
