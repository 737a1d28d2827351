import type { PaymentView } from '../contract/views.ts';
import type { Closed, Decided, Looked, NotHad, RefundStarted, Refused } from './answers.ts';
import { type ClosingSaid, isNamedReason, mayClose } from './closing.ts';
import type { Limits } from './limits.ts';
import { type Payment, type Refund, reservedMinor } from './payment-state.ts';
import { mayRefund } from './refund.ts';
import type { PaymentEvent } from './step.ts';
import type { Underway } from './underway.ts';
import { paymentViewOf } from './view.ts';

/**
 * What people want of a payment that is there already: look, ask, decide, close, refund. It finds the payment, says
 * why not, and posts the event; whether something was done is read from what is durable, never from what was asked.
 */
export class AfterSale {
  readonly #underway: Underway;
  readonly #limits: Limits;

  constructor(underway: Underway, limits: Limits) {
    this.#underway = underway;
    this.#limits = limits;
  }

  viewOf(payment: Payment): PaymentView {
    return paymentViewOf(payment, this.#underway.isAsking(payment.paymentRequestId), this.#limits);
  }

  /** Null for no id, and for one that cannot be had. */
  viewOfId(id: string | null): PaymentView | null {
    const found = id === null ? null : this.find(id);
    return found?.ok === true ? this.viewOf(found.payment) : null;
  }

  /** By paymentRequestId, paymentId or order. */
  find(id: string): { readonly ok: true; readonly payment: Payment } | Refused<NotHad> {
    const found = this.#underway.ask((journal) => journal.find(id) ?? 'not_found');
    if (typeof found !== 'string') return { ok: true, payment: found };
    // What cannot be read may be there all the same.
    const lost = found === 'not_found' ? this.#underway.loss().stopsSales() : null;
    return { ok: false, reason: lost ?? found };
  }

  look(id: string): Looked {
    const found = this.find(id);
    return found.ok ? { ok: true, payment: this.viewOf(found.payment) } : found;
  }

  inquire(id: string): Looked {
    const found = this.find(id);
    if (!found.ok) return found;
    this.#underway.post(found.payment.paymentRequestId, { kind: 'asked' });
    return this.look(found.payment.paymentRequestId);
  }

  decide(id: string, decision: 'keep' | 'return', by: string, why: string): Decided {
    const found = this.find(id);
    if (!found.ok) return found;
    const { phase } = found.payment;
    if (phase !== 'undecided' && !(phase === 'held' && decision === 'return')) return { ok: false, reason: 'not_open' };
    if (!isNamedReason(by, why)) return { ok: false, reason: 'name_and_reason_needed' };
    return this.#settled(found.payment, { kind: 'decided', decision, by, why });
  }

  close(id: string, said: ClosingSaid): Closed {
    const found = this.find(id);
    if (!found.ok) return found;
    const reason = mayClose(found.payment, said);
    if (reason !== null) return { ok: false, reason };
    return this.#settled(found.payment, { kind: 'closed_by_person', ...said });
  }

  /**
   * A request that comes twice, for whatever reason, is one refund: it is answered with what the first has begun.
   * `leftMinor`: what could still be refunded when the person began; two who refund the same sale make one refund.
   */
  refund(id: string, asked: Pick<Refund, 'amountMinor' | 'why' | 'key'>, leftMinor?: number): RefundStarted {
    const found = this.find(id);
    if (!found.ok) return found;
    const { payment } = found;
    const begun = payment.refunds.find(({ key }) => key !== undefined && key === asked.key);
    if (begun !== undefined && begun.amountMinor !== asked.amountMinor) return { ok: false, reason: 'refund_changed' };
    if (begun !== undefined) return { ok: true, refundRequestId: begun.refundRequestId, payment: this.viewOf(payment) };
    const reason = this.#underway.loss().why() === null ? mayRefund(payment, asked.amountMinor) : 'storage_failed';
    if (reason !== null) return { ok: false, reason };
    if (leftMinor !== undefined && leftMinor !== payment.amount.minor - reservedMinor(payment))
      return { ok: false, reason: 'refund_changed' };
    this.#underway.post(payment.paymentRequestId, { kind: 'refund_asked', ...asked });
    const after = this.#underway.payment(payment.paymentRequestId);
    const refund = after?.refunds[payment.refunds.length];
    if (after === null || refund === undefined) return { ok: false, reason: this.#notWritten() };
    return { ok: true, refundRequestId: refund.refundRequestId, payment: this.viewOf(after) };
  }

  /** Why a step is not durable: the journal has failed, or the payment's archive is away. */
  #notWritten(): 'storage_failed' | 'archive_unavailable' {
    return this.#underway.loss().why() === null ? 'archive_unavailable' : 'storage_failed';
  }

  /** A person's word counts only once it is durable: a journal that failed on the way has not heard it. */
  #settled({ paymentRequestId, phase }: Payment, event: PaymentEvent): Looked {
    this.#underway.post(paymentRequestId, event);
    const after = this.#underway.payment(paymentRequestId);
    if (after === null || after.phase === phase) return { ok: false, reason: this.#notWritten() };
    return { ok: true, payment: this.viewOf(after) };
  }
}
